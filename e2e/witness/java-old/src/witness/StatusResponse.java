package witness;

import com.aliyuncs.AcsResponse;
import com.aliyuncs.transform.UnmarshallerContext;

/** The fields of either operation's answer. Public with a public constructor, because the core makes it by reflection. */
public final class StatusResponse extends AcsResponse {
    /** The core's readers put the class's own name before every key, whatever the root is called. */
    static final String ROOT = "StatusResponse";

    String status;
    String carrier;
    String serialId;
    String requestId;
    String code;
    String message;
    int httpStatus;

    @Override
    public StatusResponse getInstance(UnmarshallerContext context) {
        requestId = context.stringValue(ROOT + ".RequestId");
        message = context.stringValue(ROOT + ".Message");
        code = context.stringValue(ROOT + ".Code");
        status = either(context, ".Status");
        carrier = either(context, ".Carrier");
        serialId = context.stringValue(ROOT + ".PhoneStatus.SerialId");
        httpStatus = context.getHttpResponse().getStatus();
        return this;
    }

    private static String either(UnmarshallerContext context, String field) {
        String value = context.stringValue(ROOT + ".PhoneStatus" + field);
        return value != null ? value : context.stringValue(ROOT + ".Data" + field);
    }
}
