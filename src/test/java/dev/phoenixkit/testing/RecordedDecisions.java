package dev.phoenixkit.testing;

import dev.phoenixkit.migrate.MigrationListener;
import dev.phoenixkit.v114.Change;
import dev.phoenixkit.v114.ChangeNote;
import dev.phoenixkit.v114.Decision;
import dev.phoenixkit.v114.Problem;
import dev.phoenixkit.v114.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Keeps what the plan of a run decided. */
public final class RecordedDecisions implements MigrationListener {

    private final boolean everyRow;
    private final List<Decision> decisions = new ArrayList<>();

    /** @param everyRow whether every row is to be read one by one, those of the set-based part too */
    public RecordedDecisions(boolean everyRow) {
        this.everyRow = everyRow;
    }

    @Override
    public boolean wantsAllDecisions() {
        return everyRow;
    }

    @Override
    public void decided(Decision decision) {
        decisions.add(decision);
    }

    /** All of them; fails where a row has two. */
    public Map<UUID, Decision> byUuid() {
        return decisions.stream()
                .collect(Collectors.toMap(decision -> decision.before().uuid(), decision -> decision));
    }

    public List<Change> changes() {
        return all(Change.class);
    }

    public Set<UUID> problemUuids() {
        return all(Problem.class).stream()
                .map(problem -> problem.before().uuid())
                .collect(Collectors.toSet());
    }

    public Set<Reason> reasons() {
        return all(Problem.class).stream().map(Problem::reason).collect(Collectors.toSet());
    }

    public Set<ChangeNote> notes() {
        return changes().stream().flatMap(change -> change.notes().stream()).collect(Collectors.toSet());
    }

    /** The changes with a note, by uuid. */
    public Map<UUID, Change> changesWith(ChangeNote note) {
        return changes().stream()
                .filter(change -> change.has(note))
                .collect(Collectors.toMap(change -> change.before().uuid(), change -> change));
    }

    private <T extends Decision> List<T> all(Class<T> type) {
        return decisions.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
