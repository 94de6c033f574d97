package org.raceway.audit;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks at the chain in a database, link by link, and at what is not sealed yet. */
final class ChainVerifier {
    private static final int LINKS_AT_ONCE = 1_000;

    private final JdbcClient database;
    private final Chain chain;

    ChainVerifier(JdbcClient database) {
        this.database = database;
        this.chain = new Chain(database);
    }

    /**
     * Looks at all of it.
     *
     * @param published heads that were noted elsewhere
     */
    Verification all(Collection<Head> published) {
        Map<Long, Head> noted = new HashMap<>();
        for (Head head : published) {
            Head before = noted.putIfAbsent(head.number(), head);
            if (before != null && !before.digest().equals(head.digest())) {
                return new Verification(
                        0, 0, 0, 0, 0, null, new Damage(Damage.Kind.HEAD_GONE, head.number(), head.digest()));
            }
        }
        chain.dailyHeads(Integer.MAX_VALUE)
                .forEach(day -> noted.putIfAbsent(day.head().number(), day.head()));
        Verification links = links(1, Long.MAX_VALUE, null, noted);
        if (!links.good()) {
            return links;
        }
        for (Head head : noted.values()) {
            if (head.number() > links.last()) {
                return broken(links, new Damage(Damage.Kind.HEAD_GONE, head.number(), head.digest()));
            }
        }
        return unsealed(links);
    }

    /** Looks at some links; the digest of the one before the first is taken as it stands. */
    Verification some(long from, long to) {
        long first = Math.max(1, from);
        Head before = first == 1 ? null : chain.headAt(first - 1).orElse(null);
        return links(first, to, before == null ? null : before.digest(), Map.of());
    }

    private Verification links(long from, long to, @Nullable String digestBefore, Map<Long, Head> noted) {
        long expected = from;
        String previous = digestBefore;
        long looked = 0;
        while (expected <= to) {
            int limit = (int) Math.min(LINKS_AT_ONCE, to - expected + 1);
            List<Chain.Seal> seals = chain.seals(expected, limit);
            if (seals.isEmpty()) {
                break;
            }
            List<UUID> ids = seals.stream().map(Chain.Seal::entry).toList();
            Map<UUID, RecordedEntry> entries = chain.entries(ids);
            Map<UUID, Origin> origins = chain.origins(ids);
            for (Chain.Seal seal : seals) {
                if (seal.number() > to) {
                    break;
                }
                Damage damage = damage(seal, expected, previous, entries.get(seal.entry()), origins.get(seal.entry()));
                if (damage == null) {
                    Head published = noted.get(seal.number());
                    if (published != null && !published.digest().equals(seal.digest())) {
                        damage = new Damage(Damage.Kind.HEAD_GONE, seal.number(), published.digest());
                    }
                }
                if (damage != null) {
                    return new Verification(looked, 0, 0, from, expected - 1, previous, damage);
                }
                looked++;
                expected++;
                previous = seal.digest();
            }
        }
        return new Verification(looked, 0, 0, looked == 0 ? 0 : from, looked == 0 ? 0 : expected - 1, previous, null);
    }

    private static @Nullable Damage damage(
            Chain.Seal seal,
            long expected,
            @Nullable String previous,
            @Nullable RecordedEntry entry,
            @Nullable Origin origin) {
        if (seal.number() != expected) {
            return new Damage(Damage.Kind.LINK_MISSING, expected, "");
        }
        if (entry == null) {
            return new Damage(Damage.Kind.ENTRY_MISSING, expected, seal.entry().toString());
        }
        ChainLink link = new ChainLink(expected, seal.sealedAt(), seal.algorithm(), previous, seal.digest(), entry);
        String must;
        try {
            must = link.computedDigest();
        } catch (IllegalArgumentException unknownAlgorithm) {
            must = "";
        }
        if (!must.equals(seal.digest())) {
            return new Damage(Damage.Kind.CHANGED, expected, entry.id().toString());
        }
        if (origin != null && !origin.is(entry.origin())) {
            return new Damage(Damage.Kind.ORIGIN_CHANGED, expected, entry.id().toString());
        }
        return null;
    }

    private Verification unsealed(Verification links) {
        // Counted in one statement, so that what is recorded or sealed meanwhile is in all of the figures or in none.
        record Figures(long entries, long seals, long unsealed, long lost) {}
        Figures figures = database.sql("""
                        select (select count(*) from audit_entry) as entries,
                               (select count(*) from audit_seal) as seals,
                               (select count(*) from audit_unsealed) as unsealed,
                               (select count(*) from audit_unsealed u
                                where not exists (select 1 from audit_entry e where e.id = u.entry)) as lost
                        """)
                .query((row, index) -> new Figures(
                        row.getLong("entries"), row.getLong("seals"), row.getLong("unsealed"), row.getLong("lost")))
                .single();
        Verification counted = new Verification(
                links.links(), figures.unsealed(), 0, links.first(), links.last(), links.digest(), null);
        if (figures.lost() > 0) {
            return broken(counted, new Damage(Damage.Kind.UNSEALED_MISSING, 0, String.valueOf(figures.lost())));
        }
        if (figures.entries() != figures.seals() + figures.unsealed()) {
            String example = database.sql("""
                            select e.id from audit_entry e
                            where not exists (select 1 from audit_seal s where s.entry = e.id)
                              and not exists (select 1 from audit_unsealed u where u.entry = e.id)
                            order by e.id limit 1
                            """)
                    .query(UUID.class)
                    .optional()
                    .map(UUID::toString)
                    .orElse("");
            return broken(counted, new Damage(Damage.Kind.ENTRY_UNCHAINED, 0, example));
        }
        return counted;
    }

    private static Verification broken(Verification so, Damage damage) {
        return new Verification(so.links(), so.unsealed(), so.gaps(), so.first(), so.last(), so.digest(), damage);
    }
}
