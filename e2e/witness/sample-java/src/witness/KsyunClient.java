package witness;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Kingsoft Cloud, by the words of its document, 号码百科 openAPI: URLEncode every name and value,
 * then put + * %7E right. The document has no Java, so there is nothing to repair.
 */
final class KsyunClient implements Lines.Client {
    private final HttpClient http = HttpClient.newHttpClient();

    @Override
    public String sdk() {
        return "no SDK: plain JDK, java.net.http";
    }

    @Override
    public Heard ask(Call call) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(call.url))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(call)))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        Heard heard = new Heard();
        heard.httpStatus = answer.statusCode();
        heard.body = answer.body();
        read(JsonParser.parseString(heard.body).getAsJsonObject(), heard);
        return heard;
    }

    private static String form(Call call) throws Exception {
        Map<String, String> params = new TreeMap<>(Map.of(
                call.field, call.numbers, "Action", call.action, "Version", "2019-05-01",
                "SignatureVersion", "1.0", "SignatureMethod", "HMAC-SHA256",
                "Timestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                "Service", "cpn", "Accesskey", call.account));
        if (!call.token.isEmpty()) {
            params.put("SecurityToken", call.token);
        }
        if (!call.dryRun.isEmpty()) {
            params.put("DryRun", call.dryRun);
        }
        params.put("Signature", sign(params, call.secret));
        return joined(params, KsyunClient::urlEncode);
    }

    private static String sign(Map<String, String> sorted, String secret) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String text = joined(sorted, plain -> urlEncode(plain).replace("+", "%20").replace("*", "%2A").replace("%7E", "~"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String joined(Map<String, String> params, UnaryOperator<String> encode) {
        return params.entrySet().stream()
                .map(pair -> encode.apply(pair.getKey()) + "=" + encode.apply(pair.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String urlEncode(String plain) {
        return URLEncoder.encode(plain, StandardCharsets.UTF_8);
    }

    private static void read(JsonObject body, Heard heard) {
        if (body.has("Error")) {
            heard.code = body.getAsJsonObject("Error").get("Code").getAsString();
        } else if (body.has("Result")) {
            heard.statuses = List.of(body.getAsJsonObject("Result").get("PhoneStatus").getAsString());
        } else if (body.has("Data")) {
            heard.statuses = new ArrayList<>();
            for (JsonElement row : body.getAsJsonArray("Data")) {
                heard.statuses.add(row.getAsJsonObject().get("CheckStatus").getAsString());
            }
        } else {
            heard.statuses = List.of(body.get("CheckStatus").getAsString());
        }
    }
}
