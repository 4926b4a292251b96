package dev.phoenixkit.postgres;

import dev.phoenixkit.testing.TestDatabase;
import dev.phoenixkit.v114.Change;
import dev.phoenixkit.v114.Decision;
import dev.phoenixkit.v114.Direction;
import dev.phoenixkit.v114.Note;
import dev.phoenixkit.v114.Problem;
import dev.phoenixkit.v114.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** A run on a test's database that keeps what the plan decided. */
final class RecordedRun implements MigrationListener {

    private final boolean everyRow;
    private final List<Decision> decisions = new ArrayList<>();

    /** @param everyRow whether every row is to be read one by one, those of the set-based part too */
    RecordedRun(boolean everyRow) {
        this.everyRow = everyRow;
    }

    MigrationResult run(TestDatabase db, Direction direction, ProblemPolicy policy) throws SQLException {
        ConnectionSettings settings = new ConnectionSettings(
                List.of(new ServerAddress(db.host(), db.port())),
                db.name(),
                db.user(),
                Optional.of(new Secret(db.password())),
                "the test",
                Map.of(),
                Duration.ofSeconds(60));
        MigrationRequest request =
                new MigrationRequest(direction, "public", policy, Duration.ofSeconds(60), false, Optional.empty());
        try (Connection connection = Connector.open(settings)) {
            return Migrator.run(connection, request, this);
        }
    }

    @Override
    public boolean wantsAllDecisions() {
        return everyRow;
    }

    @Override
    public void decided(Decision decision) {
        decisions.add(decision);
    }

    List<Change> changes() {
        return decisions.stream()
                .filter(Change.class::isInstance)
                .map(Change.class::cast)
                .toList();
    }

    List<Problem> problems() {
        return decisions.stream()
                .filter(Problem.class::isInstance)
                .map(Problem.class::cast)
                .toList();
    }

    Set<UUID> problemUuids() {
        return problems().stream().map(problem -> problem.before().uuid()).collect(Collectors.toSet());
    }

    Set<Reason> reasons() {
        return problems().stream()
                .map(Problem::reason)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Reason.class)));
    }

    Set<Note> notes() {
        return changes().stream()
                .flatMap(change -> change.notes().stream())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Note.class)));
    }

    /** The changes with a note, by uuid. */
    Map<UUID, Change> changesWith(Note note) {
        return changes().stream()
                .filter(change -> change.has(note))
                .collect(Collectors.toMap(change -> change.before().uuid(), change -> change));
    }
}
