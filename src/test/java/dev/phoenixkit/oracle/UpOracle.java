package dev.phoenixkit.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** V113 to V114, by one regular expression over the keys of a table that is held in memory whole. */
public final class UpOracle {
    private static final Pattern V113_KEY =
            Pattern.compile("integration:(?<provider>[^:]*+)(?::(?<name>.*))?", Pattern.DOTALL);

    private final Set<String> keys = new HashSet<>();
    private final Map<UUID, OracleRow> changed = new HashMap<>();
    private final Map<UUID, Set<OracleProblem>> problems = new LinkedHashMap<>();
    private final List<NameChange> drifted = new ArrayList<>();

    private UpOracle() {}

    /**
     * The effect of up.
     *
     * @param before every row of the table, bodies as PostgreSQL prints them
     */
    public static Expected expect(List<OracleRow> before, OracleMode mode) {
        UpOracle oracle = new UpOracle();
        before.forEach(row -> oracle.keys.add(row.key()));
        before.forEach(oracle::take);
        return Expected.of(before, oracle.changed, oracle.problems, oracle.drifted, mode);
    }

    private void take(OracleRow row) {
        Matcher key = V113_KEY.matcher(row.key());
        if (!key.matches()) {
            return;
        }
        boolean isNull = row.valueJson() == null || row.valueJson().equals("null");
        Optional<OracleBody> object = isNull ? Optional.of(OracleBody.empty()) : OracleBody.of(row.valueJson());
        OracleBody body = object.orElse(OracleBody.empty());
        OracleField provider = body.field("provider");
        OracleField name = body.field("name");
        String keyProvider = key.group("provider");
        String keyName = Optional.ofNullable(key.group("name"))
                .filter(n -> !n.equals(""))
                .orElse("default");

        Reasons reasons = new Reasons();
        reasons.addIf(object.isEmpty(), OracleProblem.BODY_NOT_AN_OBJECT);
        reasons.addIf(provider.isStructure(), OracleProblem.PROVIDER_NOT_TEXT);
        reasons.addIf(name.isStructure(), OracleProblem.NAME_NOT_TEXT);
        reasons.addIf(provider.isMissing() && keyProvider.equals(""), OracleProblem.PROVIDER_MISSING);
        reasons.addIf(keys.contains(row.uuid().toString()), OracleProblem.UUID_TAKEN_AS_KEY);
        if (!reasons.none()) {
            problems.put(row.uuid(), reasons.all());
            return;
        }

        String newProvider = provider.textOr(keyProvider);
        String newName = name.textOr(keyName);
        boolean complete = provider.isString() && name.isString();
        String newBody =
                body.withText("provider", newProvider).withText("name", newName).text();
        changed.put(
                row.uuid(),
                row.withKey(row.uuid().toString())
                        .withModule("integrations")
                        .withValueJson(complete ? row.valueJson() : newBody));
        if (!newName.equals(keyName)) {
            drifted.add(new NameChange(row.uuid(), newProvider, keyName, newName));
        }
    }
}
