package witness;

import org.apache.http.HttpEntity;
import org.apache.http.NameValuePair;
import org.apache.http.client.entity.UrlEncodedFormEntity;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.message.BasicNameValuePair;
import org.apache.http.util.EntityUtils;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * ywjisu, with the Java of its document, 码号状态极速检测 API 接口规范, section 1.5, over Apache HttpClient 4.
 *
 * <p>post is the document's own. Repairs:
 * <ol>
 *   <li>It is called HttpUtil.Post where it is called, and what it returns is printed as responseStr1.
 *   <li>The URL, the account, the number, the timestamp and the token are values, not printed text; the token
 *       is made as section 1.2 says.
 *   <li>What main prints is handed back instead.
 * </ol>
 */
final class YwjisuClient implements Lines.Client {
    @Override
    public String sdk() throws IOException {
        try (InputStream in = HttpClients.class.getResourceAsStream("/META-INF/maven/org.apache.httpcomponents/httpclient/pom.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return "no SDK: the document's Java, httpclient " + properties.getProperty("version");
        }
    }

    @Override
    public Heard ask(Call call) throws Exception {
        String timestamp = Long.toString(System.currentTimeMillis() / 1000);
        Map<String, Object> params = new HashMap<>();
        params.put("mobiles", call.numbers);
        params.put("code", call.account);
        params.put("pwd", call.password);
        params.put("timestamp", timestamp);
        params.put("token", md5(call.account + call.secret + timestamp));
        Heard heard = new Heard();
        heard.body = post(call.url, params);
        return heard;
    }

    public static String post(String url, Map<String, Object> params) {
        try {
            CloseableHttpClient httpClient = HttpClients.createDefault();
            HttpPost httpPost = new HttpPost(url);
            List<NameValuePair> parameters = new ArrayList<NameValuePair>();
            for (Iterator<String> iterator = params.keySet().iterator(); iterator.hasNext();) {
                String key = iterator.next();
                if (params.get(key) != null) {
                    parameters.add(new BasicNameValuePair(key,
                            params.get(key).toString()));
                }
            }
            UrlEncodedFormEntity uefEntity = new UrlEncodedFormEntity(parameters,
                    "UTF-8");
            httpPost.setEntity(uefEntity);
            CloseableHttpResponse response = httpClient.execute(httpPost);
            try {
                HttpEntity entity = response.getEntity();
                if (entity != null) {
                    return EntityUtils.toString(entity, "UTF-8");
                }
            } finally {
                response.close();
            }
        } catch (Exception e) {
            throw new RuntimeException(e);
        }
        return null;
    }

    private static String md5(String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
