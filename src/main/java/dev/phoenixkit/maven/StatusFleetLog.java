package dev.phoenixkit.maven;

import dev.phoenixkit.fleet.Fleet.Outcome;
import dev.phoenixkit.maven.StatusGoal.Look;
import dev.phoenixkit.status.SchemaStatus;
import dev.phoenixkit.status.SchemaStatus.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.maven.plugin.logging.Log;

/** Tells the state of several schemas: a line for each of few, the totals by version of many, and what stands out. */
final class StatusFleetLog extends FleetLog<Look> {

    private static final List<String> NUMBERS = List.of(
            "settings", "provider:name", "by uuid", "not fitting", "problems up", "problems down", "down would rename");

    StatusFleetLog(Log log) {
        super(log, "v114-status");
    }

    @Override
    Map<String, Long> remarks(Look look) {
        Map<String, Long> remarks = new LinkedHashMap<>();
        put(
                remarks,
                "rows that do not fit the version",
                look.status().mismatched().orElse(0L));
        put(remarks, "rows in the way of v114-up", look.log().problemsUp());
        put(remarks, "rows in the way of v114-down", look.log().problemsDown());
        return remarks;
    }

    private static void put(Map<String, Long> remarks, String kind, long rows) {
        if (rows > 0) {
            remarks.put(kind, rows);
        }
    }

    @Override
    Optional<String> obstacle(Look look) {
        return look.status().obstacle();
    }

    @Override
    TextTable table(List<Outcome<Look>> outcomes) {
        List<Look> looks =
                outcomes.stream().flatMap(outcome -> outcome.result().stream()).toList();
        List<List<String>> lines = new ArrayList<>();
        if (isOfFew()) {
            looks.forEach(look -> lines.add(line(
                    List.of(look.status().schema(), look.status().version().toString()),
                    look.status().rows().isPresent() ? numbers(look) : new long[0])));
        } else {
            Map<String, List<Look>> byVersion = new TreeMap<>();
            looks.forEach(look -> byVersion
                    .computeIfAbsent(look.status().version().toString(), version -> new ArrayList<>())
                    .add(look));
            byVersion.forEach((version, same) -> lines.add(line(List.of(count(same.size()), version), sum(same))));
        }
        lines.add(line(List.of("in all: " + count(looks.size()), ""), sum(looks)));
        return new TextTable(
                Stream.concat(Stream.of("schema", "version"), NUMBERS.stream()).toList(), lines);
    }

    private static List<String> line(List<String> names, long[] numbers) {
        List<String> line = new ArrayList<>(names);
        NUMBERS.forEach(
                name -> line.add(numbers.length == 0 ? "-" : String.valueOf(numbers[line.size() - names.size()])));
        return line;
    }

    private static long[] sum(List<Look> looks) {
        long[] sum = new long[NUMBERS.size()];
        for (Look look : looks) {
            long[] numbers = numbers(look);
            Arrays.setAll(sum, i -> sum[i] + numbers[i]);
        }
        return sum;
    }

    private static long[] numbers(Look look) {
        SchemaStatus status = look.status();
        return status.rows()
                .map(Rows::counts)
                .map(counts -> new long[] {
                    counts.total(),
                    counts.composite(),
                    counts.uuidKeyed(),
                    status.mismatched().orElse(0L),
                    look.log().problemsUp(),
                    look.log().problemsDown(),
                    look.log().renamed()
                })
                .orElse(new long[NUMBERS.size()]);
    }
}
