package witness;

import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.auth.SignatureVersion;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.FormatType;
import com.aliyuncs.policy.retry.RetryPolicy;
import com.aliyuncs.profile.DefaultProfile;

import java.io.IOException;

/**
 * aliyun-java-sdk-core, the first generation. The core has two ways in that read
 * answers differently, and two signatures; the argument chooses.
 */
public final class OldCore {
    private static final String REGION = "cn-hangzhou";

    /** One of the core's two ways in. */
    interface Way {
        void call(DefaultAcsClient client, Case asked, Seen seen) throws ClientException;
    }

    private OldCore() {
    }

    public static void main(String[] args) throws IOException {
        String chosen = args.length == 0 ? "common" : args[0];
        switch (chosen) {
            case "common":
                serve(new CommonWay(), SignatureVersion.V1);
                break;
            case "typed":
                serve(new TypedWay(), SignatureVersion.V1);
                break;
            case "typed-v3":
                serve(new TypedWay(), SignatureVersion.V3);
                break;
            default:
                throw new IllegalArgumentException("no way called " + chosen + ": common, typed or typed-v3");
        }
    }

    private static void serve(Way way, SignatureVersion signature) throws IOException {
        Lines.serve("aliyun-java-sdk-core", (asked, seen) -> {
            DefaultAcsClient client = new DefaultAcsClient(profile(asked));
            client.setSignatureVersion(signature);
            if (asked.retry) {
                client.setSysRetryPolicy(RetryPolicy.defaultRetryPolicy(false));
            }
            way.call(client, asked, seen);
        }, OldCore::read);
    }

    private static DefaultProfile profile(Case asked) {
        if (asked.temporaryKey()) {
            return DefaultProfile.getProfile(REGION, asked.accessKeyId, asked.accessKeySecret, asked.securityToken);
        }
        return DefaultProfile.getProfile(REGION, asked.accessKeyId, asked.accessKeySecret);
    }

    static FormatType format(Case asked) {
        return asked.xml() ? FormatType.XML : FormatType.JSON;
    }

    /** ClientException, which ServerException extends, keeps neither status, HostId nor Recommend. */
    private static void read(Exception thrown, Seen seen) {
        if (thrown instanceof ClientException) {
            ClientException refused = (ClientException) thrown;
            seen.errorCode = refused.getErrCode();
            seen.requestId = refused.getRequestId();
            seen.message = refused.getErrMsg();
        }
    }

    /** What both ways end in: the answer's fields as the core's own readers name them. */
    static void answered(StatusResponse answer, Seen seen) {
        seen.ok = true;
        seen.status = answer.status;
        seen.carrier = answer.carrier;
        seen.serialId = answer.serialId;
        seen.requestId = answer.requestId;
        seen.code = answer.code;
        seen.httpStatus = answer.httpStatus;
        seen.message = answer.message;
    }
}
