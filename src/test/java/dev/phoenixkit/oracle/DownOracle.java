package dev.phoenixkit.oracle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** V114 to V113: everything that wants one key is sorted as a group, winners first, and then all losers together. */
public final class DownOracle {
    private static final int KEY_LIMIT = 255;

    /** A uuid's text has only lower-case digits and fixed dashes, so text order is the order of its unsigned bytes. */
    static final Comparator<OracleRow> ORDER = Comparator.comparing(
                    (OracleRow row) -> row.addedAt().orElse(null), Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(row -> row.uuid().toString());

    private static final Comparator<Connection> BY_ROW = Comparator.comparing(Connection::row, ORDER);

    private record Connection(OracleRow row, OracleBody body, String provider, String name) {
        String key(String someName) {
            return "integration:" + provider + ":" + someName;
        }
    }

    private final Set<String> taken = new HashSet<>();
    private final Map<String, TreeSet<Connection>> groups = new TreeMap<>();
    private final Map<UUID, OracleRow> changed = new HashMap<>();
    private final Map<UUID, Set<OracleProblem>> problems = new LinkedHashMap<>();
    private final List<NameChange> renamed = new ArrayList<>();

    private DownOracle() {}

    /**
     * The effect of down.
     *
     * @param before every row of the table, bodies as PostgreSQL prints them
     */
    public static Expected expect(List<OracleRow> before, OracleMode mode) {
        DownOracle oracle = new DownOracle();
        before.forEach(oracle::sort);
        TreeSet<Connection> losers = new TreeSet<>(BY_ROW);
        oracle.groups.forEach((key, group) -> {
            if (oracle.taken.add(key)) {
                Connection winner = group.pollFirst();
                oracle.changed.put(winner.row.uuid(), winner.row.withKey(key));
            }
            losers.addAll(group);
        });
        losers.forEach(oracle::suffix);
        return Expected.of(before, oracle.changed, oracle.problems, oracle.renamed, mode);
    }

    private void sort(OracleRow row) {
        if (!"integrations".equals(row.module()) || !row.key().equals(row.uuid().toString())) {
            taken.add(row.key());
            return;
        }
        boolean isNull = row.valueJson() == null || row.valueJson().equals("null");
        Optional<OracleBody> object = OracleBody.of(row.valueJson());
        OracleBody body = object.orElse(OracleBody.empty());
        OracleField provider = body.field("provider");
        OracleField name = body.field("name");
        Connection connection = new Connection(row, body, provider.textOr(""), name.textOr("default"));
        String key = connection.key(connection.name);

        Reasons reasons = new Reasons();
        reasons.addIf(object.isEmpty(), OracleProblem.BODY_NOT_AN_OBJECT);
        reasons.addIf(provider.isMissing() && (isNull || object.isPresent()), OracleProblem.PROVIDER_MISSING);
        reasons.addIf(provider.isStructure(), OracleProblem.PROVIDER_NOT_TEXT);
        reasons.addIf(name.isStructure(), OracleProblem.NAME_NOT_TEXT);
        reasons.addIf(reasons.none() && length(key) > KEY_LIMIT, OracleProblem.KEY_TOO_LONG);
        if (reasons.none()) {
            groups.computeIfAbsent(key, k -> new TreeSet<>(BY_ROW)).add(connection);
        } else {
            problems.put(row.uuid(), reasons.all());
        }
    }

    private void suffix(Connection loser) {
        UUID uuid = loser.row.uuid();
        String text = uuid.toString();
        Optional<String> free = Stream.of(text.substring(24, 32), text.substring(24, 36), text)
                .map(suffix -> loser.name + "-" + suffix)
                .filter(name -> !taken.contains(loser.key(name)))
                .findFirst();
        if (free.isEmpty()) {
            problems.put(uuid, EnumSet.of(OracleProblem.EVERY_SUFFIX_TAKEN));
        } else if (length(loser.key(free.get())) > KEY_LIMIT) {
            problems.put(uuid, EnumSet.of(OracleProblem.KEY_TOO_LONG));
        } else {
            String name = free.get();
            taken.add(loser.key(name));
            renamed.add(new NameChange(uuid, loser.provider, loser.name, name));
            String body = loser.body.withText("name", name).text();
            changed.put(uuid, loser.row.withKey(loser.key(name)).withValueJson(body));
        }
    }

    /** Characters as the server counts them: a surrogate pair is one. */
    private static long length(String key) {
        return IntStream.range(0, key.length())
                .filter(at -> !Character.isLowSurrogate(key.charAt(at)))
                .count();
    }
}
