package witness;

/** What the harness asks for: the fields of one JSON line on stdin. */
final class Case {
    String name;
    String endpoint;
    String accessKeyId;
    String accessKeySecret;
    String securityToken;
    String phoneNumber;
    String format;
    boolean retry;

    boolean temporaryKey() {
        return !securityToken.isEmpty();
    }

    boolean xml() {
        return "XML".equals(format);
    }
}
