package witness;

import com.aliyun.tea.TeaException;
import com.aliyun.tea.TeaModel;
import com.aliyun.teaopenapi.Client;
import com.aliyun.teaopenapi.models.Config;
import com.aliyun.teaopenapi.models.OpenApiRequest;
import com.aliyun.teaopenapi.models.Params;
import com.aliyun.teautil.models.RuntimeOptions;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * tea-openapi, the core of the second generation, called as its generated clients call
 * it. The argument, if there is one, is the signature algorithm to set.
 */
public final class TeaCore {
    private final String algorithm;

    private TeaCore(String algorithm) {
        this.algorithm = algorithm;
    }

    public static void main(String[] args) throws IOException {
        TeaCore core = new TeaCore(args.length == 0 ? null : args[0]);
        Lines.serve("tea-openapi", core::call, TeaCore::read);
    }

    private void call(Case asked, Seen seen) throws Exception {
        Client client = new Client(config(asked));
        RuntimeOptions runtime = new RuntimeOptions();
        if (asked.retry) {
            runtime.setAutoretry(true);
        }
        Map<String, ?> answer = client.callApi(params(asked), request(asked), runtime);
        seen.httpStatus = ((Number) answer.get("statusCode")).intValue();
        answered(TeaModel.toModel(body(asked, answer.get("body")), new PhoneNumberStatus()), seen);
    }

    private Config config(Case asked) throws Exception {
        Config config = new Config()
                .setAccessKeyId(asked.accessKeyId)
                .setAccessKeySecret(asked.accessKeySecret)
                .setEndpoint(asked.endpoint)
                .setProtocol("http")
                .setSignatureAlgorithm(algorithm);
        return asked.temporaryKey() ? config.setSecurityToken(asked.securityToken) : config;
    }

    private static Params params(Case asked) {
        return new Params()
                .setAction(asked.operation)
                .setVersion("2020-02-17")
                .setProtocol("HTTPS")
                .setPathname("/")
                .setMethod("POST")
                .setAuthType("AK")
                .setStyle("RPC")
                .setReqBodyType("formData")
                .setBodyType(asked.xml() ? "string" : "json");
    }

    /** The core has no format setting: a caller who wants XML writes over what it would ask for. */
    private OpenApiRequest request(Case asked) {
        Map<String, String> query = new HashMap<>(asked.parameters());
        OpenApiRequest request = new OpenApiRequest().setQuery(query);
        if (asked.xml() && "v2".equals(algorithm)) {
            query.put("Format", "XML");
        } else if (asked.xml()) {
            request.setHeaders(Map.of("accept", "application/xml"));
        }
        return request;
    }

    /** XML comes back as text, for the SDK's own tea-xml to take apart. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> body(Case asked, Object body) {
        if (!asked.xml()) {
            return (Map<String, Object>) body;
        }
        Map<String, Object> document = com.aliyun.teaxml.Client.parseXml((String) body, null);
        return (Map<String, Object>) document.get(asked.operation + "Response");
    }

    private static void answered(PhoneNumberStatus answer, Seen seen) {
        seen.ok = true;
        PhoneNumberStatus.PhoneStatus phone = answer.phoneStatus != null ? answer.phoneStatus : answer.data;
        if (phone != null) {
            seen.status = phone.status;
            seen.carrier = phone.carrier;
            seen.serialId = phone.serialId;
        }
        seen.requestId = answer.requestId;
        seen.code = answer.code;
        seen.message = answer.message;
    }

    /** TeaException keeps the whole error body as data, beside the fields it has for it. */
    private static void read(Exception thrown, Seen seen) {
        if (!(thrown instanceof TeaException)) {
            return;
        }
        TeaException refused = (TeaException) thrown;
        seen.errorCode = refused.getCode();
        if (refused.getStatusCode() != null) {
            seen.httpStatus = refused.getStatusCode();
        }
        if (refused.getData() != null) {
            seen.requestId = (String) refused.getData().get("RequestId");
            seen.hostId = (String) refused.getData().get("HostId");
            seen.recommend = (String) refused.getData().get("Recommend");
        }
    }
}
