package witness;

import com.google.gson.Gson;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** One call in, one answer out, until the input ends. */
final class Lines {
    private static final Gson GSON = new Gson();

    /** One provider's client. */
    interface Client {
        String sdk() throws Exception;

        Heard ask(Call call) throws Exception;
    }

    private Lines() {
    }

    static void serve(Client client) throws Exception {
        // Not System.out: its charset follows the locale, and the wire to the harness is UTF-8.
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Call call = GSON.fromJson(line, Call.class);
            Heard heard = client.ask(call);
            heard.name = call.name;
            heard.sdk = client.sdk();
            out.println(GSON.toJson(heard));
        }
    }
}
