package dev.phoenixkit.testing;

import dev.phoenixkit.connect.ConnectionSettings;
import dev.phoenixkit.connect.Connector;
import dev.phoenixkit.connect.Secret;
import dev.phoenixkit.connect.ServerAddress;
import dev.phoenixkit.migrate.CompositeMigrationListener;
import dev.phoenixkit.migrate.MigrationListener;
import dev.phoenixkit.migrate.MigrationRequest;
import dev.phoenixkit.migrate.MigrationResult;
import dev.phoenixkit.migrate.Migrator;
import dev.phoenixkit.migrate.ProblemPolicy;
import dev.phoenixkit.migrate.RestoreSource;
import dev.phoenixkit.report.ReportReader;
import dev.phoenixkit.report.ReportWriter;
import dev.phoenixkit.v114.Direction;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run on a test's database as the goals make it, with a report to write or one to restore. */
public final class ReportRun {
    private final Database database;
    private final Direction direction;
    private final List<MigrationListener> before = new ArrayList<>();
    private final List<MigrationListener> after = new ArrayList<>();
    private String user;
    private String password;
    private int port;
    private String prefix = "public";
    private ProblemPolicy problemPolicy = ProblemPolicy.FAIL;
    private boolean dryRun;
    private Path report;
    private Path restore;

    private ReportRun(Database database, Direction direction) {
        this.database = database;
        this.direction = direction;
        user = database.user();
        password = database.password();
        port = database.port();
    }

    public static ReportRun of(Direction direction, Database database) {
        return new ReportRun(database, direction);
    }

    public static ReportRun up(Database database) {
        return of(Direction.UP, database);
    }

    public static ReportRun down(Database database) {
        return of(Direction.DOWN, database);
    }

    public ReportRun as(String newUser, String newPassword) {
        user = newUser;
        password = newPassword;
        return this;
    }

    ReportRun at(int newPort) {
        port = newPort;
        return this;
    }

    public ReportRun prefix(String newPrefix) {
        prefix = newPrefix;
        return this;
    }

    public ReportRun skippingProblems() {
        problemPolicy = ProblemPolicy.SKIP;
        return this;
    }

    public ReportRun dry() {
        dryRun = true;
        return this;
    }

    public ReportRun report(Path newReport) {
        report = newReport;
        return this;
    }

    public ReportRun restore(Path newRestore) {
        restore = newRestore;
        return this;
    }

    /** Hears of everything before the report does. */
    public ReportRun before(MigrationListener listener) {
        before.add(listener);
        return this;
    }

    /** Hears of everything after the report did. */
    public ReportRun after(MigrationListener listener) {
        after.add(listener);
        return this;
    }

    public MigrationResult run() {
        Optional<RestoreSource> undo = Optional.ofNullable(restore).map(ReportReader::read);
        MigrationRequest request =
                new MigrationRequest(direction, prefix, problemPolicy, Duration.ofSeconds(60), dryRun, undo);
        if (report == null) {
            return migrate(request, List.of());
        }
        try (ReportWriter writer = ReportWriter.create(report, "1.2.3", request, target())) {
            try {
                MigrationResult result = migrate(request, List.of(writer));
                writer.finished(result);
                return result;
            } catch (RuntimeException e) {
                writer.failed(e);
                throw e;
            }
        }
    }

    private MigrationResult migrate(MigrationRequest request, List<MigrationListener> writer) {
        List<MigrationListener> all = new ArrayList<>(before);
        all.addAll(writer);
        all.addAll(after);
        try (Connection connection = Connector.open(target())) {
            return Migrator.run(connection, request, new CompositeMigrationListener(all));
        } catch (SQLException onClose) {
            throw new IllegalStateException(onClose);
        }
    }

    private ConnectionSettings target() {
        return new ConnectionSettings(
                List.of(new ServerAddress(database.host(), port)),
                database.name(),
                user,
                Optional.of(new Secret(password)),
                "the test",
                Map.of(),
                Duration.ofSeconds(20));
    }
}
