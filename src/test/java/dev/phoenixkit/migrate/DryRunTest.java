package dev.phoenixkit.migrate;

import static dev.phoenixkit.testing.Listeners.planned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.testing.OpenTransaction;
import dev.phoenixkit.testing.ProxyGate;
import dev.phoenixkit.testing.Snapshot;
import dev.phoenixkit.testing.TcpProxy;
import dev.phoenixkit.testing.TestDatabase;
import dev.phoenixkit.v114.Decision;
import dev.phoenixkit.v114.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A dry run writes nothing, waits for nobody and holds nobody up. */
@Tag("database")
class DryRunTest {

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    static Stream<Arguments> locks() {
        return Stream.of(Direction.values())
                .flatMap(direction -> Stream.of("ROW EXCLUSIVE", "SHARE ROW EXCLUSIVE", "EXCLUSIVE")
                        .map(mode -> Arguments.of(direction, mode)));
    }

    @ParameterizedTest
    @MethodSource("locks")
    void othersLockDoesNotHoldItUp(Direction direction, String mode) {
        fill(direction);
        OpenTransaction other = db.begin(
                "LOCK TABLE phoenix_kit_settings, phoenix_kit IN " + mode + " MODE",
                "UPDATE phoenix_kit_settings SET value_json = '[]' WHERE key LIKE 'integration:%'");

        // What the other session has not committed is not there.
        assertThat(db.run(direction).dry().run().migrated()).isEqualTo(3);
        other.rollback();
    }

    @ParameterizedTest
    @EnumSource(Direction.class)
    void whatIsWrittenMeanwhileIsNotSeen(Direction direction) {
        fill(direction);
        try (TcpProxy proxy = TcpProxy.to(db)) {
            ProxyGate counted = proxy.holdAt("SELECT s.uuid, s.key, s.module");
            CompletableFuture<MigrationResult> run = CompletableFuture.supplyAsync(
                    () -> db.through(proxy).run(direction).dry().run());
            counted.awaitReached();
            db.insert("integration:google:d", "{}");
            db.insertConnection("{\"provider\": \"google\", \"name\": \"e\"}");
            counted.letPass();
            assertThat(run.join().migrated()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource(Direction.class)
    void whileItRunsNoLockIsHeldThatCouldHoldAnyoneUp(Direction direction) {
        fill(direction);
        List<String> modes = new ArrayList<>();

        db.run(direction)
                .dry()
                .after(planned(() -> {
                    modes.addAll(db.query("SELECT DISTINCT mode FROM pg_locks JOIN pg_class c ON c.oid = relation WHERE"
                            + " relname LIKE 'phoenix_kit%' AND pid IN (SELECT pid FROM pg_stat_activity WHERE"
                            + " datname = current_database() AND pid <> pg_backend_pid())"));
                    // An application writes and a person alters rows in the meantime.
                    db.insert("integration:late:" + direction, "{}");
                }))
                .run();

        assertThat(modes).containsExactly("AccessShareLock");
    }

    @ParameterizedTest
    @EnumSource(Direction.class)
    void roleThatMayOnlyReadIsEnough(Direction direction) {
        fill(direction);
        Snapshot before = db.snapshot();
        assertThat(db.createReader("public").run(direction).dry().run().migrated())
                .isEqualTo(3);
        assertThat(db.snapshot()).isEqualTo(before);
    }

    @Test
    void problemRowsFailItAfterEverythingWasShown() {
        fill(Direction.UP);
        String problem = db.insert("integration:google:p", "[]");
        Snapshot before = db.snapshot();
        List<String> heard = new ArrayList<>();
        MigrationListener listener = new MigrationListener() {
            @Override
            public boolean wantsAllDecisions() {
                return true;
            }

            @Override
            public void decided(Decision decision) {
                heard.add("row");
            }

            @Override
            public void planned(MigrationResult result) {
                heard.add("planned " + result.migrated() + ", problems " + result.problems());
            }
        };

        assertThat(db.up().dry().after(listener).fails(RefusedException.class)).hasMessageContaining(problem);

        assertThat(heard).containsExactly("row", "row", "row", "row", "planned 3, problems 1");
        assertThat(db.snapshot()).isEqualTo(before);
    }

    @Test
    void versionThatNeedsNothingNeedsNothing() {
        db.setVersion("115");

        assertThat(db.up().dry().run().isNothingToDo()).isTrue();
        db.down().dry().fails(RefusedException.class);
    }

    private void fill(Direction direction) {
        for (String name : List.of("a", "b", "c")) {
            String body = "{\"provider\": \"google\", \"name\": \"" + name + "\"}";
            if (direction == Direction.UP) {
                db.insert("integration:google:" + name, body);
            } else {
                db.insertConnection(body);
            }
        }
        db.setVersion(String.valueOf(direction.fromVersion()));
    }
}
