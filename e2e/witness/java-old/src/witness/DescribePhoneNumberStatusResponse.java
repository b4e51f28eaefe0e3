package witness;

import com.aliyuncs.AcsResponse;
import com.aliyuncs.transform.UnmarshallerContext;

/** The answer's fields. Public with a public constructor, because the core makes it by reflection. */
public final class DescribePhoneNumberStatusResponse extends AcsResponse {
    /** The core's readers put the class's own name before every key, whatever the root is called. */
    static final String ROOT = "DescribePhoneNumberStatusResponse";

    String status;
    String carrier;
    String serialId;
    String requestId;
    String message;
    int httpStatus;

    @Override
    public DescribePhoneNumberStatusResponse getInstance(UnmarshallerContext context) {
        requestId = context.stringValue(ROOT + ".RequestId");
        message = context.stringValue(ROOT + ".Message");
        status = context.stringValue(ROOT + ".PhoneStatus.Status");
        carrier = context.stringValue(ROOT + ".PhoneStatus.Carrier");
        serialId = context.stringValue(ROOT + ".PhoneStatus.SerialId");
        httpStatus = context.getHttpResponse().getStatus();
        return this;
    }
}
