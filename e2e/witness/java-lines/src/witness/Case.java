package witness;

import java.util.Map;

/** What the harness asks for: the fields of one JSON line on stdin. */
final class Case {
    String name;
    String operation;
    String endpoint;
    String accessKeyId;
    String accessKeySecret;
    String securityToken;
    String phoneNumber;
    String authCode;
    String mask;
    String format;
    boolean retry;

    /** The operation's own parameters. */
    Map<String, String> parameters() {
        if (operation.equals("DescribePhoneNumberStatus")) {
            return Map.of("PhoneNumber", phoneNumber);
        }
        return Map.of("AuthCode", authCode, "InputNumber", phoneNumber, "Mask", mask);
    }

    boolean temporaryKey() {
        return !securityToken.isEmpty();
    }

    boolean xml() {
        return "XML".equals(format);
    }
}
