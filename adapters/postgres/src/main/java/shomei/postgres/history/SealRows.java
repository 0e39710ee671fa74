package shomei.postgres.history;

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
import shomei.postgres.sql.Json;
import shomei.postgres.sql.RowMapping;

/// Rows of what is sealed and of the seals on it.
final class SealRows {
  private static final int LEAF = 32;

  static final RowMapping<Seal> ROW =
      RowMapping.<Seal>of(HISTORY_SEAL)
          .with(HISTORY_SEAL.INSTITUTION, seal -> seal.institution().value())
          .with(HISTORY_SEAL.NUMBER, Seal::number)
          .with(HISTORY_SEAL.THROUGH, Seal::through)
          .with(HISTORY_SEAL.AT, Seal::at)
          .with(HISTORY_SEAL.PREVIOUS, seal -> seal.previous().octets())
          .with(HISTORY_SEAL.IDS, seal -> seal.leaves().keySet().toArray(Long[]::new))
          .with(HISTORY_SEAL.LEAVES, SealRows::leaves)
          .with(HISTORY_SEAL.DIGEST, seal -> seal.digest().octets());

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

  private static byte[] leaves(Seal seal) {
    ByteBuffer leaves = ByteBuffer.allocate(LEAF * seal.leaves().size());
    seal.leaves().values().forEach(leaf -> leaves.put(leaf.octets()));
    return leaves.array();
  }
}
