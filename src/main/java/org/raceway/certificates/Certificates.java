package org.raceway.certificates;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.audit.AuditEntry;
import org.raceway.audit.AuditTrail;
import org.raceway.enterprises.Enterprises;
import org.raceway.identifiers.gs1.Keys;
import org.raceway.platform.ProblemException;
import org.raceway.platform.TimeOrderedIds;
import org.raceway.platform.WholeDatabase;
import org.raceway.platform.crypto.CryptoSuite;
import org.raceway.platform.uploads.Upload;
import org.raceway.platform.uploads.UploadKind;
import org.raceway.platform.uploads.Uploads;
import org.raceway.traceability.Direction;
import org.raceway.traceability.Genealogy;
import org.raceway.traceability.GenealogyGraph;
import org.raceway.traceability.GenealogyGraph.Bounds;
import org.raceway.traceability.GenealogyGraph.Kind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;
import org.springframework.web.multipart.MultipartFile;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The mill certificates of the cluster. Who keeps one sees it; so does everybody for what is made of its heat by their own record, and
 * the operator.
 */
@Service
public class Certificates {
    static final String COLUMNS = """
            id, owner, number, kind, issuer, grade, standard, heat, heat_number, mass_kilograms, product, issued_on, composition,
            file_name, file_type, file_size, file_sha256, created_at, withdrawn_at, withdrawn_why""";

    private static final DataSize LARGEST = DataSize.ofMegabytes(20);
    private static final Set<UploadKind> KINDS = Set.of(UploadKind.PDF, UploadKind.JPEG, UploadKind.PNG);
    private static final Bounds UPSTREAM = new Bounds(2_000, 64, 20_000);

    private final JdbcClient database;
    private final JdbcClient everybodys;
    private final Uploads uploads;
    private final CertificateChecks checks;
    private final Genealogy genealogy;
    private final Enterprises enterprises;
    private final AuditTrail audit;
    private final JsonMapper json;
    private final Clock clock;
    private final TimeOrderedIds ids;
    private final TransactionTemplate transaction;

    Certificates(
            JdbcClient database,
            WholeDatabase whole,
            Uploads uploads,
            CertificateChecks checks,
            Genealogy genealogy,
            Enterprises enterprises,
            AuditTrail audit,
            JsonMapper json,
            Clock clock,
            TimeOrderedIds ids,
            PlatformTransactionManager transactions) {
        this.database = database;
        this.everybodys = whole.client();
        this.uploads = uploads;
        this.checks = checks;
        this.genealogy = genealogy;
        this.enterprises = enterprises;
        this.audit = audit;
        this.json = json;
        this.clock = clock;
        this.ids = ids;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** A scan with its content. */
    @SuppressWarnings("ArrayRecordComponent") // carried to the database, never compared
    record Scan(String name, String mediaType, byte[] content) {}

    /**
     * Takes a scan.
     *
     * @return empty where none was sent
     * @throws ProblemException if it is no PDF, JPEG or PNG, or larger than 20 MB
     */
    Optional<Scan> scan(@Nullable MultipartFile file) {
        if (file == null || file.isEmpty()) {
            return Optional.empty();
        }
        Upload upload = uploads.receive(file, LARGEST, KINDS);
        try (InputStream input = upload.open()) {
            return Optional.of(new Scan(upload.name(), upload.kind().mediaType(), input.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Keeps a certificate for the caller's enterprise. The same number for the same heat again changes nothing.
     *
     * @throws ProblemException if the caller acts for no enterprise
     */
    MillCertificate add(CheckedCertificate form, @Nullable Scan scan, Caller caller) {
        UUID owner = caller.enterprise();
        if (owner == null) {
            throw new ProblemException(CertificateProblem.NO_ENTERPRISE);
        }
        return Objects.requireNonNull(transaction.execute(status -> insert(form, scan, owner, caller.accountId())));
    }

    /**
     * Reads a typed certificate and keeps it for the caller's enterprise.
     *
     * @throws ProblemException if a field is wrong: the first one, with the value
     */
    public MillCertificate enter(CertificateForm form, Caller caller) {
        CertificateChecks.Reading reading = checks.read(form, caller.enterprise());
        return add(
                reading.certificate().orElseThrow(() -> {
                    CertificateError first = reading.errors().getFirst();
                    return new ProblemException(CertificateProblem.WRONG_FIELD, first.field(), first.value());
                }),
                null,
                caller);
    }

    /** Keeps them all, or none. */
    int addAll(List<CheckedCertificate> forms, UUID owner, UUID account) {
        forms.forEach(form -> insert(form, null, owner, account));
        return forms.size();
    }

    private MillCertificate insert(CheckedCertificate form, @Nullable Scan scan, UUID owner, UUID account) {
        UUID id = ids.next();
        UUID heat = Keys.of(form.heat());
        int added = database.sql("""
                        insert into mill_certificate (id, owner, number, kind, issuer, grade, standard, heat, heat_key, heat_number,
                            mass_kilograms, product, issued_on, composition, file_name, file_type, file_size, file_sha256,
                            file_content, account, created_at)
                        values (:id, :owner, :number, :kind, :issuer, :grade, :standard, :heat, :key, :heatNumber,
                            :mass, :product, :issued, cast(:composition as jsonb), :fileName, :fileType, :fileSize, :sha256,
                            :content, :account, :now)
                        on conflict (owner, number, heat_key) where withdrawn_at is null do nothing
                        """)
                .param("id", id)
                .param("owner", owner)
                .param("number", form.number())
                .param("kind", form.kind().name())
                .param("issuer", form.issuer())
                .param("grade", form.grade())
                .param("standard", form.standard())
                .param("heat", form.heat())
                .param("key", heat)
                .param("heatNumber", form.heatNumber())
                .param("mass", form.massKilograms())
                .param("product", form.product())
                .param("issued", form.issuedOn())
                .param("composition", json.writeValueAsString(form.composition()))
                .param("fileName", scan == null ? "" : scan.name())
                .param("fileType", scan == null ? "" : scan.mediaType())
                .param("fileSize", scan == null ? 0 : scan.content().length)
                .param(
                        "sha256",
                        scan == null
                                ? ""
                                : HexFormat.of()
                                        .formatHex(
                                                CryptoSuite.STANDARD.digests().digest(scan.content())))
                .param("content", scan == null ? null : scan.content(), Types.BINARY)
                .param("account", account)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        if (added > 0) {
            audit.record(AuditEntry.done("certificates.add", "certificate", id)
                    .about(owner)
                    .with("number", form.number())
                    .with("heat", form.heat()));
        }
        return database.sql("select " + COLUMNS + """
                         from mill_certificate
                        where owner = :owner and number = :number and heat_key = :key and withdrawn_at is null
                        """)
                .param("owner", owner)
                .param("number", form.number())
                .param("key", heat)
                .query(this::read)
                .single();
    }

    /**
     * A certificate that the caller may see.
     *
     * @throws ProblemException if there is none
     */
    MillCertificate get(UUID id, Caller caller) {
        MillCertificate found = everybodys
                .sql("select " + COLUMNS + " from mill_certificate where id = :id")
                .param("id", id)
                .query(this::read)
                .optional()
                .filter(certificate -> caller.sees(certificate.owner()) || madeOf(certificate.heat(), caller))
                .orElseThrow(() -> new ProblemException(CertificateProblem.NO_SUCH_CERTIFICATE));
        if (!caller.sees(found.owner())) {
            audit.record(AuditEntry.done("certificates.read", "certificate", id).about(found.owner()));
        }
        return found;
    }

    /** Its scan, as it was sent: the digest tells. */
    Optional<Scan> scan(MillCertificate certificate) {
        return everybodys
                .sql(
                        "select file_name, file_type, file_content from mill_certificate where owner = :owner and id = :id and file_content is not null")
                .param("owner", certificate.owner())
                .param("id", certificate.id())
                .query((row, index) -> new Scan(row.getString(1), row.getString(2), row.getBytes(3)))
                .optional();
    }

    /**
     * Declares one to have been wrong; it stays on file.
     *
     * @throws ProblemException if it is not the caller's, or withdrawn already
     */
    MillCertificate withdraw(UUID id, String why, Caller caller) {
        return Objects.requireNonNull(transaction.execute(status -> {
            MillCertificate certificate = database.sql(
                            "select " + COLUMNS + " from mill_certificate where id = :id for update")
                    .param("id", id)
                    .query(this::read)
                    .optional()
                    .filter(found -> found.owner().equals(caller.enterprise()))
                    .orElseThrow(() -> new ProblemException(CertificateProblem.NO_SUCH_CERTIFICATE));
            if (certificate.withdrawnAt() != null) {
                throw new ProblemException(CertificateProblem.WITHDRAWN_ALREADY);
            }
            database.sql(
                            "update mill_certificate set withdrawn_at = :now, withdrawn_why = :why where owner = :owner and id = :id")
                    .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .param("why", why)
                    .param("owner", certificate.owner())
                    .param("id", id)
                    .update();
            audit.record(AuditEntry.done("certificates.withdraw", "certificate", id)
                    .about(certificate.owner())
                    .with("reason", why));
            return database.sql("select " + COLUMNS + " from mill_certificate where id = :id")
                    .param("id", id)
                    .query(this::read)
                    .single();
        }));
    }

    /** All that hold of a heat, whoever keeps them. */
    List<MillCertificate> ofHeat(String heat) {
        return everybodys
                .sql(
                        "select " + COLUMNS
                                + " from mill_certificate where heat_key = :key and withdrawn_at is null order by issued_on, id")
                .param("key", Keys.of(heat))
                .query(this::read)
                .list();
    }

    /**
     * The certificates of the steel in a thing: all, where the thing is the caller's or next to them in the chain, else those that the caller
     * keeps.
     *
     * @param thing canonical identifier of a bearing, a box or a lot
     * @throws ProblemException if there is none of either sort
     */
    List<MillCertificate> ofThing(String thing, Caller caller) {
        GenealogyGraph graph = genealogy.trace(thing, Direction.UPSTREAM, null, UPSTREAM);
        if (graph.nodes().getFirst().history().isEmpty()) {
            throw new ProblemException(CertificateProblem.NO_SUCH_HEAT);
        }
        boolean own = !genealogy.redacted(graph, caller).nodes().getFirst().redacted();
        List<MillCertificate> found = graph.nodes().stream()
                .filter(node -> node.kind() == Kind.HEAT || node.level() == 0)
                .flatMap(node -> ofHeat(node.id()).stream())
                .filter(certificate -> own || caller.sees(certificate.owner()))
                .distinct()
                .toList();
        if (!own && found.isEmpty()) {
            throw new ProblemException(CertificateProblem.NOT_YOUR_HEAT);
        }
        return found;
    }

    /** Whether the caller's enterprise recorded something that is made of the heat, or the heat itself. */
    boolean madeOf(String heat, Caller caller) {
        UUID enterprise = caller.enterprise();
        if (enterprise == null) {
            return false;
        }
        Set<UUID> own = Set.copyOf(enterprises.idsOf(enterprise));
        return genealogy.trace(heat, Direction.DOWNSTREAM, null, Bounds.DEFAULT).nodes().stream()
                .anyMatch(node -> (node.owner() != null && own.contains(node.owner()))
                        || node.history().stream()
                                .anyMatch(entry -> entry.owner() != null && own.contains(entry.owner())));
    }

    MillCertificate read(ResultSet row, int index) throws SQLException {
        String file = row.getString("file_name");
        OffsetDateTime withdrawn = row.getObject("withdrawn_at", OffsetDateTime.class);
        Map<String, BigDecimal> composition =
                json.readValue(row.getString("composition"), new TypeReference<TreeMap<String, BigDecimal>>() {});
        return new MillCertificate(
                row.getObject("id", UUID.class),
                row.getObject("owner", UUID.class),
                row.getString("number"),
                CertificateKind.valueOf(row.getString("kind")),
                row.getString("issuer"),
                row.getString("grade"),
                row.getString("standard"),
                row.getString("heat"),
                row.getString("heat_number"),
                plain(row.getBigDecimal("mass_kilograms")),
                row.getString("product"),
                row.getObject("issued_on", LocalDate.class),
                composition,
                file.isEmpty()
                        ? null
                        : new MillCertificate.File(
                                file,
                                row.getString("file_type"),
                                row.getInt("file_size"),
                                row.getString("file_sha256")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                withdrawn == null ? null : withdrawn.toInstant(),
                row.getString("withdrawn_why"));
    }

    /** 79000.000 as 79000, not as 7.9E+4. */
    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
