package witness;

import com.aliyuncs.RpcAcsRequest;
import com.aliyuncs.http.MethodType;

/**
 * The operation as a class over the core. The product's generated package could not be
 * resolved from Maven Central, and only a request class reaches the core's typed way.
 */
final class DescribePhoneNumberStatusRequest extends RpcAcsRequest<DescribePhoneNumberStatusResponse> {
    DescribePhoneNumberStatusRequest() {
        super("Dytnsapi", "2020-02-17", "DescribePhoneNumberStatus");
        setSysMethod(MethodType.POST);
    }

    void setPhoneNumber(String phoneNumber) {
        putQueryParameter("PhoneNumber", phoneNumber);
    }

    @Override
    public Class<DescribePhoneNumberStatusResponse> getResponseClass() {
        return DescribePhoneNumberStatusResponse.class;
    }
}
