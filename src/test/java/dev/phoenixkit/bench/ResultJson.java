package dev.phoenixkit.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;

/** The findings for programs: every single measurement, and what the table makes of them. */
final class ResultJson {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ResultJson() {}

    static void write(Findings findings, Path file) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.set("surroundings", JSON.valueToTree(findings.surroundings));
        ArrayNode races = root.putArray("races");
        for (RaceResult race : findings.races) {
            ObjectNode node = races.addObject();
            node.put("workload", race.workload().id());
            node.put("rows", race.rows());
            node.set("oursBesidePlain", JSON.valueToTree(race.oursBeside(Contender.PLAIN)));
            node.set("oursBesideFloor", JSON.valueToTree(race.oursBeside(Contender.FLOOR)));
            for (Contender contender : Contender.values()) {
                ObjectNode summary = node.putObject(contender.title());
                summary.set("seconds", JSON.valueToTree(race.seconds(contender)));
                summary.set("lockedSeconds", JSON.valueToTree(race.of(contender, Measurement::lockedSeconds)));
                summary.set("walBytes", JSON.valueToTree(race.of(contender, Measurement::walBytes)));
                summary.put("rowsPerSecond", race.rowsPerSecond(contender));
                ArrayNode rounds = summary.putArray("rounds");
                race.rounds().forEach(round -> rounds.add(JSON.valueToTree(round.get(contender))));
            }
        }
        root.set("heap", JSON.valueToTree(findings.heaps));
        root.set("network", JSON.valueToTree(findings.network));
        root.set("builds", JSON.valueToTree(findings.builds));
        root.set("realm", JSON.valueToTree(findings.realms));
        ArrayNode targets = root.putArray("targets");
        for (Target target : findings.targets()) {
            ObjectNode node = targets.addObject();
            node.put("what", target.what());
            node.put("atMost", target.limit());
            if (Double.isFinite(target.found())) {
                node.put("found", target.found());
            } else {
                node.putNull("found");
            }
            node.put("unit", target.unit().strip());
            node.put("reached", target.reached());
        }
        JSON.writeValue(file.toFile(), root);
    }
}
