package witness;

/** The client of the provider named. */
public final class Samples {
    private Samples() {
    }

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "ksyun":
                Lines.serve(new KsyunClient());
                break;
            case "ywjisu":
                Lines.serve(new YwjisuClient());
                break;
            default:
                throw new IllegalArgumentException("no provider called " + args[0] + ": ksyun or ywjisu");
        }
    }
}
