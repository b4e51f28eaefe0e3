package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.aliyun.tea.TeaException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A suite that passes with a client that must not: it asks again for lack of money,
 * which no second try cures. Its own assertions cannot see that; the simulator can.
 */
class Careless {
    @Test
    void noMoneyIsReported() throws Exception {
        Set<String> anything = Set.of("InternalError", "Insufficient.Balance");
        NumberChecker checker = new NumberChecker(Environment.aliyun(), anything, Duration.ofMillis(1));
        TeaException refused = assertThrows(TeaException.class, () -> checker.status("13900120200"));
        assertEquals("Insufficient.Balance", refused.getCode());
    }
}
