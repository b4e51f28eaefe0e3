package witness;

import com.google.gson.Gson;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** One case in, one answer out, until the input ends. */
final class Lines {
    private static final Gson GSON = new Gson();

    /** Performs one case with the SDK; what the SDK throws may leave it. */
    interface Caller {
        void call(Case asked, Seen seen) throws Exception;
    }

    /** Fills in what one SDK's own exceptions carry beyond a class and a message. */
    interface Reading {
        void read(Exception thrown, Seen seen);
    }

    private Lines() {
    }

    static void serve(String artifact, Caller caller, Reading reading) throws IOException {
        String sdk = artifact + " " + version(artifact);
        // Not System.out: its charset follows the locale, and the wire to the harness is UTF-8.
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Case asked = GSON.fromJson(line, Case.class);
            Seen seen = new Seen();
            seen.name = asked.name;
            seen.sdk = sdk;
            perform(caller, reading, asked, seen);
            out.println(GSON.toJson(seen));
        }
    }

    private static void perform(Caller caller, Reading reading, Case asked, Seen seen) {
        try {
            caller.call(asked, seen);
        } catch (Exception thrown) {
            seen.ok = false;
            seen.errorType = thrown.getClass().getName();
            seen.message = thrown.getMessage();
            reading.read(thrown, seen);
        }
    }

    /** The version inside the jar that was really loaded, not the one the pom asks for. */
    private static String version(String artifact) throws IOException {
        String path = "/META-INF/maven/com.aliyun/" + artifact + "/pom.properties";
        try (InputStream in = Lines.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IOException("no " + path + " on the class path: is the SDK's jar there?");
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        }
    }
}
