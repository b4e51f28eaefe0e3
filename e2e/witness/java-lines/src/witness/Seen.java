package witness;

/** What the SDK told its caller; what it did not tell stays null and is left out of the line. */
final class Seen {
    String name;
    String sdk;
    boolean ok;
    String status;
    String carrier;
    String serialId;
    String requestId;
    String code;
    String errorType;
    String errorCode;
    int httpStatus;
    String message;
    String hostId;
    String recommend;
}
