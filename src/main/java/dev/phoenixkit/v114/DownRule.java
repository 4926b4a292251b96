package dev.phoenixkit.v114;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The way down, 114 to 113 (v114-reference, "down"): the key becomes {@code integration:<provider>:<name>} again, from
 * the body. What collides is the key: the first row keeps it, each later one gets its name suffixed with a part of its
 * uuid once all plain keys are settled.
 *
 * <p>Takes rows by {@code date_added} (NULLs last), then uuid as PostgreSQL orders it; so the same rows give the same
 * keys, whatever their physical order. Holds one key for each row that it is given.
 */
public final class DownRule implements Rule {

    /** Where the suffixes begin in a uuid's text: its last group, which in a UUIDv7 is random (not its leading time). */
    private static final int LAST_GROUP = 24;

    private final Set<String> taken;
    private final KeyLength keyLength;
    private final List<Row> suffixed = new ArrayList<>();

    /**
     * @param occupiedKeys the keys that rows outside the migration have
     * @param keyLength how the server counts characters
     */
    public DownRule(Set<String> occupiedKeys, KeyLength keyLength) {
        this.taken = new HashSet<>(occupiedKeys);
        this.keyLength = keyLength;
    }

    @Override
    public Optional<Decision> accept(Row row) {
        Problem unreadable = BodyCheck.problemOf(row);
        if (unreadable != null) {
            return Optional.of(unreadable);
        }
        if (row.body().provider().isBlank()) {
            return Optional.of(new Problem(row, Reason.NO_PROVIDER, " in its value_json"));
        }
        String key = wanted(row.body()).format();
        if (isTooLong(key)) {
            return Optional.of(tooLong(row, key));
        }
        if (taken.add(key)) {
            return Optional.of(new Change(row, row.with(key, row.module(), row.body()), Set.of()));
        }
        suffixed.add(row);
        return Optional.empty();
    }

    @Override
    public List<String> candidateKeys() {
        return suffixed.stream()
                .flatMap(row -> suffixes(row).stream()
                        .map(suffix -> wanted(row.body()).suffixed(suffix).format()))
                .toList();
    }

    @Override
    public void occupy(Collection<String> keys) {
        taken.addAll(keys);
    }

    @Override
    public List<Decision> finish() {
        return suffixed.stream().map(this::suffix).toList();
    }

    private Decision suffix(Row row) {
        String key = null;
        for (String suffix : suffixes(row)) {
            IntegrationKey candidate = wanted(row.body()).suffixed(suffix);
            key = candidate.format();
            if (taken.contains(key)) {
                continue;
            }
            if (isTooLong(key)) {
                return tooLong(row, key);
            }
            taken.add(key);
            Body body = row.body().with(row.body().provider(), Field.string(candidate.name()));
            return new Change(row, row.with(key, row.module(), body), Set.of(ChangeNote.RENAMED));
        }
        return new Problem(row, Reason.SUFFIXES_TAKEN, Quoted.of(key));
    }

    /** What is put behind a name, the first that makes a free key. */
    private static List<String> suffixes(Row row) {
        String uuid = row.uuidKey();
        return List.of(uuid.substring(LAST_GROUP, LAST_GROUP + 8), uuid.substring(LAST_GROUP), uuid);
    }

    /** The key that a body asks for. */
    static IntegrationKey wanted(Body body) {
        return new IntegrationKey(body.provider().text(), body.name().textOr(IntegrationKey.DEFAULT_NAME));
    }

    private boolean isTooLong(String key) {
        return keyLength.of(key) > KeyLength.LIMIT;
    }

    private Problem tooLong(Row row, String key) {
        return new Problem(row, Reason.KEY_TOO_LONG, String.valueOf(keyLength.of(key)));
    }
}
