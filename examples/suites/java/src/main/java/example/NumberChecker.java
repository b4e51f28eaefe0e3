package example;

import com.aliyun.tea.TeaException;
import com.aliyun.teaopenapi.Client;
import com.aliyun.teaopenapi.models.Config;
import com.aliyun.teaopenapi.models.OpenApiRequest;
import com.aliyun.teaopenapi.models.Params;
import com.aliyun.teautil.models.RuntimeOptions;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Asks Alibaba Cloud whether a number is in use, by the core of its official SDK. */
public final class NumberChecker {
    private static final int TRIES = 3;

    private final Client client;
    private final Set<String> passing;
    private final Duration pause;

    /** @param passing the codes after which it asks again, {@code pause} later */
    public NumberChecker(Config config, Set<String> passing, Duration pause) throws Exception {
        this.client = new Client(config);
        this.passing = passing;
        this.pause = pause;
    }

    /** The status in Alibaba Cloud's word, such as NORMAL or NOT_EXIST. */
    public String status(String number) throws Exception {
        for (int left = TRIES - 1; ; left--) {
            try {
                return ask(number);
            } catch (TeaException refused) {
                if (left == 0 || !passing.contains(refused.getCode())) {
                    throw refused;
                }
                Thread.sleep(pause.toMillis());
            }
        }
    }

    private String ask(String number) throws Exception {
        Params params = new Params().setAction("DescribePhoneNumberStatus").setVersion("2020-02-17").setProtocol("HTTPS")
                .setPathname("/").setMethod("POST").setAuthType("AK").setStyle("RPC").setReqBodyType("formData").setBodyType("json");
        Map<String, ?> answer = client.callApi(params, new OpenApiRequest().setQuery(Map.of("PhoneNumber", number)), new RuntimeOptions());
        Map<?, ?> body = (Map<?, ?>) answer.get("body");
        return (String) ((Map<?, ?>) body.get("PhoneStatus")).get("Status");
    }
}
