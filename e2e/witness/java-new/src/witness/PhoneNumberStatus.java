package witness;

import com.aliyun.tea.NameInMap;
import com.aliyun.tea.TeaModel;

/**
 * Either operation's answer as a model of the core, which checks and converts the types. The product's
 * generated package could not be resolved from Maven Central.
 */
public final class PhoneNumberStatus extends TeaModel {
    @NameInMap("RequestId")
    public String requestId;
    @NameInMap("Message")
    public String message;
    @NameInMap("Code")
    public String code;
    @NameInMap("PhoneStatus")
    public PhoneStatus phoneStatus;
    @NameInMap("Data")
    public PhoneStatus data;

    /** The fields of PhoneStatus and of Data; public with a public constructor, because the core makes it by reflection. */
    public static final class PhoneStatus extends TeaModel {
        @NameInMap("Status")
        public String status;
        @NameInMap("Carrier")
        public String carrier;
        @NameInMap("SerialId")
        public String serialId;
    }
}
