package dev.phoenixkit.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompositeMigrationListenerTest {

    @Test
    void audiencePassesOnWhateverAListenerCanHear() {
        assertThat(MigrationListener.class.getDeclaredMethods())
                .filteredOn(method -> !method.isSynthetic())
                .isNotEmpty()
                .allMatch(CompositeMigrationListenerTest::isDeclaredByAudience);
    }

    private static boolean isDeclaredByAudience(Method method) {
        return Arrays.stream(CompositeMigrationListener.class.getDeclaredMethods())
                .anyMatch(own -> own.getName().equals(method.getName())
                        && Arrays.equals(own.getParameterTypes(), method.getParameterTypes()));
    }

    @Test
    void oneWishIsEnough() {
        MigrationListener nothing = new MigrationListener() {};
        MigrationListener everything = new MigrationListener() {
            @Override
            public boolean wantsIdentity() {
                return true;
            }

            @Override
            public boolean wantsAllDecisions() {
                return true;
            }
        };

        assertThat(new CompositeMigrationListener(List.of(nothing, everything)).wantsIdentity())
                .isTrue();
        assertThat(new CompositeMigrationListener(List.of(nothing, everything)).wantsAllDecisions())
                .isTrue();
        assertThat(new CompositeMigrationListener(List.of(nothing, nothing)).wantsIdentity())
                .isFalse();
        assertThat(new CompositeMigrationListener(List.of(nothing, nothing)).wantsAllDecisions())
                .isFalse();
    }
}
