package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.aliyun.tea.TeaException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NumberCheckerTest {
    private NumberChecker checker;

    @BeforeEach
    void connect() throws Exception {
        checker = new NumberChecker(Environment.aliyun(), Set.of("InternalError"), Duration.ofMillis(50));
    }

    @Test
    void aNumberInUse() throws Exception {
        assertEquals("NORMAL", checker.status("13900100200"));
    }

    @Test
    void aNumberThatNobodyHas() throws Exception {
        assertEquals("NOT_EXIST", checker.status("13900100404"));
    }

    @Test
    void aFaultThatPasses() throws Exception {
        assertEquals("NORMAL", checker.status("13900110200"));
    }

    @Test
    void noMoneyStopsAtOnce() {
        TeaException refused = assertThrows(TeaException.class, () -> checker.status("13900120200"));
        assertEquals("Insufficient.Balance", refused.getCode());
    }
}
