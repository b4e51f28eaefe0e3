package witness;

import com.aliyuncs.RpcAcsRequest;
import com.aliyuncs.http.MethodType;

/**
 * An operation as a class over the core. The product's generated package could not be
 * resolved from Maven Central, and only a request class reaches the core's typed way.
 */
final class StatusRequest extends RpcAcsRequest<StatusResponse> {
    StatusRequest(Case asked) {
        super("Dytnsapi", "2020-02-17", asked.operation);
        setSysMethod(MethodType.POST);
        asked.parameters().forEach(this::putQueryParameter);
    }

    @Override
    public Class<StatusResponse> getResponseClass() {
        return StatusResponse.class;
    }
}
