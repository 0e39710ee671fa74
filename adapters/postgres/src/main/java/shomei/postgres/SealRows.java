package shomei.postgres;

import static shomei.postgres.schema.Tables.HISTORY_SEAL;

import java.nio.ByteBuffer;
import java.util.SortedMap;
import java.util.TreeMap;
import shomei.domain.evidence.Recorded;
import shomei.domain.evidence.Seal;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.postgres.schema.tables.records.HistoryRecord;
import shomei.postgres.schema.tables.records.HistorySealRecord;

/// Rows of what is sealed and of the seals on it.
final class SealRows {
  private static final int LEAF = 32;

  private SealRows() {}

  static Recorded entry(HistoryRecord row) {
    return new Recorded(
        row.getId(),
        row.getAt(),
        new InstitutionId(row.getInstitution()),
        row.getActor(),
        row.getAct(),
        row.getSubject(),
        Json.texts(row.getDetails()));
  }

  static Seal read(HistorySealRecord row) {
    SortedMap<Long, Octets> leaves = new TreeMap<>();
    ByteBuffer octets = ByteBuffer.wrap(row.getLeaves());
    for (Long id : row.getIds()) {
      byte[] leaf = new byte[LEAF];
      octets.get(leaf);
      leaves.put(id, Octets.of(leaf));
    }
    return new Seal(
        new InstitutionId(row.getInstitution()),
        row.getNumber(),
        row.getThrough(),
        row.getAt(),
        Octets.of(row.getPrevious()),
        leaves,
        Octets.of(row.getDigest()));
  }

  static HistorySealRecord write(Seal seal) {
    ByteBuffer leaves = ByteBuffer.allocate(LEAF * seal.leaves().size());
    seal.leaves().values().forEach(leaf -> leaves.put(leaf.octets()));
    HistorySealRecord row = HISTORY_SEAL.newRecord();
    row.setInstitution(seal.institution().value());
    row.setNumber(seal.number());
    row.setThrough(seal.through());
    row.setAt(seal.at());
    row.setPrevious(seal.previous().octets());
    row.setIds(seal.leaves().keySet().toArray(Long[]::new));
    row.setLeaves(leaves.array());
    row.setDigest(seal.digest().octets());
    return row;
  }
}
