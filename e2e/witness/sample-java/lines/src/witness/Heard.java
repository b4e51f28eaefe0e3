package witness;

import java.util.List;

/** What the client was left with; what it does not know stays null or 0 and is left out of the line. */
final class Heard {
    String name;
    String sdk;
    int httpStatus;
    String body;
    String code;
    List<String> statuses;
}
