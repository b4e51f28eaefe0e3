package witness;

/** What the harness asks for: the fields of one JSON line on stdin. */
final class Call {
    String name;
    String url;
    String account;
    String secret;
    String password;
    String action;
    String token;
    String dryRun;
    String field;
    String numbers;
}
