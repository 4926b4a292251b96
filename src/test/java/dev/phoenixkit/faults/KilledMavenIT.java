package dev.phoenixkit.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.MavenRun;
import dev.phoenixkit.testing.ProxyGate;
import dev.phoenixkit.testing.Rounds;
import dev.phoenixkit.testing.Stall;
import dev.phoenixkit.testing.TcpProxy;
import dev.phoenixkit.testing.TestDatabase;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code kill -9} of Maven: the database is as before, nothing stays locked, and the next run works. */
@Tag("database")
class KilledMavenIT {
    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    static IntStream rounds() {
        return Rounds.of(10);
    }

    @ParameterizedTest
    @MethodSource("rounds")
    void afterTheLocks(int round) {
        killedAt("after the locks", 1_000, Stall::beforeTheFirstUpdate);
    }

    @ParameterizedTest
    @MethodSource("rounds")
    void inTheMiddleOfTheUpdate(int round) {
        killedAt("in mid-update", 50_000, database -> Stall.afterRows(database, 25_000));
    }

    @ParameterizedTest
    @MethodSource("rounds")
    void rightBeforeTheCommit(int round) {
        killedAt("right before the commit", 1_000, Stall::beforeTheCommit);
    }

    @ParameterizedTest
    @MethodSource("rounds")
    void whenTheCommitIsUnderWay(int round) {
        insert(1_000);
        String before = checksum();
        try (TcpProxy proxy = TcpProxy.to(db)) {
            ProxyGate gate = proxy.holdAt(TcpProxy.COMMIT);
            try (MavenRun.Running maven = up(db.through(proxy)).start()) {
                gate.awaitReached();
                maven.kill();
                figure("before the commit arrived", Stall.awaitLocksGone(db));
            }
        }
        assertThat(checksum()).isEqualTo(before);
        assertThat(db.version()).isEqualTo("113");
        aRerunSucceeds(1_000);
    }

    private void killedAt(String where, int rows, Function<Database, Stall> point) {
        insert(rows);
        String before = checksum();
        try (Stall stall = point.apply(db);
                MavenRun.Running maven = up(db).start()) {
            stall.awaitReached();
            maven.kill();
            // The point is still there: the server must notice by itself, not by going on.
            figure(where, Stall.awaitLocksGone(db));
            assertThat(checksum()).isEqualTo(before);
            assertThat(db.version()).isEqualTo("113");
        }
        aRerunSucceeds(rows);
    }

    private void insert(int rows) {
        db.execute("INSERT INTO phoenix_kit_settings (key, value_json, module)"
                + " SELECT 'integration:google:' || n, CASE n % 2 WHEN 0 THEN '{}'::jsonb"
                + " ELSE jsonb_build_object('provider', 'google', 'name', n::text, 'token', md5(n::text)) END,"
                + " CASE n % 3 WHEN 0 THEN 'integrations' END FROM generate_series(1, " + rows + ") n");
    }

    private String checksum() {
        return db.query(
                        "SELECT count(*) || ' ' || md5(string_agg(md5(s::text || s.xmin || s.ctid), '' ORDER BY s.uuid))"
                                + " FROM phoenix_kit_settings s")
                .get(0);
    }

    private void aRerunSucceeds(int rows) {
        MavenRun.Result rerun = up(db).run();
        assertThat(rerun.status()).as(rerun.log()).isZero();
        assertThat(rerun.log()).contains("Migrated " + rows + " integrations");
        assertThat(db.version()).isEqualTo("114");
        assertThat(db.query("SELECT key FROM phoenix_kit_settings WHERE key LIKE 'integration:%'"))
                .isEmpty();
    }

    private MavenRun up(Database database) {
        return MavenRun.in(folder).on(database).goal("v114-up");
    }

    private static void figure(String where, long nanos) {
        Rounds.figure("locks gone after kill -9 of Maven " + where + ", ms", nanos / 1_000_000);
    }
}
