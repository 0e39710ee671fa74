package shomei.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import shomei.domain.evidence.Canonical;
import shomei.domain.evidence.ExportLine;
import shomei.domain.evidence.Recorded;
import shomei.domain.evidence.Seal;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Refusal;

/// An exported history: one JSON object a line, its kind told by its first member. README.md
/// describes the form for those who write a verifier of their own.
///
/// Danger: what the reader would pass over, nothing would prove. So it knows every member or
/// refuses the line.
final class HistoryFile {
  private static final int FORMAT = 1;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private HistoryFile() {}

  static String write(ExportLine line) {
    Map<String, Object> members = new LinkedHashMap<>();
    switch (line) {
      case ExportLine.Begin(var institution, var settled) -> {
        members.put("history", institution.value());
        members.put("format", FORMAT);
        members.put("settled", settled);
      }
      case Seal seal -> {
        members.put("seal", seal.number());
        members.put("institution", seal.institution().value());
        members.put("through", seal.through());
        members.put("at", Canonical.time(seal.at()));
        members.put("previous", seal.previous().hex());
        Map<String, String> leaves = new LinkedHashMap<>();
        seal.leaves().forEach((id, leaf) -> leaves.put(id.toString(), leaf.hex()));
        members.put("leaves", leaves);
        members.put("digest", seal.digest().hex());
      }
      case ExportLine.Signed(var number, var cms) -> {
        members.put("checkpoint", number);
        members.put("cms", Base64.getEncoder().encodeToString(cms.octets()));
      }
      case Recorded entry -> {
        members.put("entry", entry.id());
        members.put("at", Canonical.time(entry.at()));
        members.put("institution", entry.institution().value());
        members.put("actor", entry.actor());
        members.put("act", entry.act());
        members.put("subject", entry.subject());
        members.put("details", entry.details());
      }
      case ExportLine.End() -> members.put("end", true);
    }
    try {
      return JSON.writeValueAsString(members);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a line of text has no JSON", e);
    }
  }

  /// @return empty where it is no line of an exported history
  static Optional<ExportLine> read(String text) {
    try {
      JsonNode line = JSON.readTree(text);
      return line == null || !line.isObject() || line.isEmpty()
          ? Optional.empty()
          : Optional.of(read(line));
    } catch (JsonProcessingException | IllegalArgumentException | DateTimeException | Refusal e) {
      return Optional.empty();
    }
  }

  private static ExportLine read(JsonNode line) {
    return switch (line.fieldNames().next()) {
      case "history" -> {
        members(line, "history", "format", "settled");
        if (number(line, "format") != FORMAT) {
          throw new IllegalArgumentException("another format");
        }
        yield new ExportLine.Begin(
            new InstitutionId(text(line, "history")), number(line, "settled"));
      }
      case "seal" -> seal(line);
      case "checkpoint" -> {
        members(line, "checkpoint", "cms");
        yield new ExportLine.Signed(
            number(line, "checkpoint"), Octets.of(Base64.getDecoder().decode(text(line, "cms"))));
      }
      case "entry" -> entry(line);
      case "end" -> {
        members(line, "end");
        yield new ExportLine.End();
      }
      default -> throw new IllegalArgumentException("another kind of line");
    };
  }

  private static Seal seal(JsonNode line) {
    members(line, "seal", "institution", "through", "at", "previous", "leaves", "digest");
    SortedMap<Long, Octets> leaves = new TreeMap<>();
    texts(line.get("leaves"))
        .forEach((id, leaf) -> leaves.put(Long.valueOf(id), Octets.ofHex(leaf)));
    return new Seal(
        new InstitutionId(text(line, "institution")),
        number(line, "seal"),
        number(line, "through"),
        at(line),
        Octets.ofHex(text(line, "previous")),
        leaves,
        Octets.ofHex(text(line, "digest")));
  }

  private static Recorded entry(JsonNode line) {
    members(line, "entry", "at", "institution", "actor", "act", "subject", "details");
    return new Recorded(
        number(line, "entry"),
        at(line),
        new InstitutionId(text(line, "institution")),
        text(line, "actor"),
        text(line, "act"),
        text(line, "subject"),
        texts(line.get("details")));
  }

  private static void members(JsonNode line, String... names) {
    Set<String> there = new java.util.HashSet<>();
    line.fieldNames().forEachRemaining(there::add);
    if (!there.equals(Set.of(names))) {
      throw new IllegalArgumentException("other members");
    }
  }

  private static String text(JsonNode line, String name) {
    return text(line.get(name));
  }

  private static String text(JsonNode value) {
    if (!value.isTextual()) {
      throw new IllegalArgumentException("no text");
    }
    return value.textValue();
  }

  private static long number(JsonNode line, String name) {
    if (!line.get(name).isIntegralNumber() || !line.get(name).canConvertToLong()) {
      throw new IllegalArgumentException("no number");
    }
    return line.get(name).longValue();
  }

  /// Finer digits than those that are sealed are refused.
  private static Instant at(JsonNode line) {
    Instant at = Instant.parse(text(line, "at"));
    if (!Canonical.time(at).equals(text(line, "at"))) {
      throw new IllegalArgumentException("no time in microseconds");
    }
    return at;
  }

  private static Map<String, String> texts(JsonNode object) {
    if (!object.isObject()) {
      throw new IllegalArgumentException("no object");
    }
    Map<String, String> texts = new LinkedHashMap<>();
    object.fieldNames().forEachRemaining(name -> texts.put(name, text(object.get(name))));
    return texts;
  }
}
