package org.raceway.certificates;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.raceway.access.Caller;
import org.raceway.enterprises.Enterprises;
import org.raceway.platform.ProblemException;
import org.raceway.traceability.Direction;
import org.raceway.traceability.Genealogy;
import org.raceway.traceability.GenealogyGraph;
import org.raceway.traceability.GenealogyGraph.Bounds;
import org.springframework.stereotype.Service;

/** Works out the mass balance of a heat for somebody who may see it. */
@Service
public class MassBalances {
    /**
     * From the heat over bars, peeled bars and blanks: where steel is weighed. Beyond, it is counted in pieces. The walk is cut there,
     * so that a balance costs the same however many bearings are made.
     */
    static final Bounds WEIGHED = new Bounds(5_000, 4, 40_000);

    private final Genealogy genealogy;
    private final Certificates certificates;
    private final Enterprises enterprises;

    MassBalances(Genealogy genealogy, Certificates certificates, Enterprises enterprises) {
        this.genealogy = genealogy;
        this.certificates = certificates;
        this.enterprises = enterprises;
    }

    /**
     * A balance as somebody may see it.
     *
     * @param visible genealogy nodes whose enterprise the caller may know
     */
    record Shown(HeatBalance balance, Set<String> visible, List<MillCertificate> certificates) {}

    /**
     * The balance of a heat.
     *
     * @param heat canonical identifier
     * @throws ProblemException if nobody recorded the heat, or the caller's enterprise has nothing to do with it
     */
    Shown of(String heat, Caller caller) {
        GenealogyGraph graph = walk(heat);
        List<MillCertificate> held = certificates.ofHeat(heat);
        if (graph.nodes().getFirst().history().isEmpty() && held.isEmpty()) {
            throw new ProblemException(CertificateProblem.NO_SUCH_HEAT);
        }
        if (!caller.seesCluster() && !isPartyTo(graph, held, caller) && !certificates.madeOf(heat, caller)) {
            throw new ProblemException(CertificateProblem.NOT_YOUR_HEAT);
        }
        Set<String> visible = genealogy.redacted(graph, caller).nodes().stream()
                .filter(node -> !node.redacted())
                .map(GenealogyGraph.Node::id)
                .collect(Collectors.toSet());
        return new Shown(MassBalance.of(graph, held), visible, held);
    }

    /** The balance of a heat, for work on nobody's behalf. */
    HeatBalance of(String heat) {
        return MassBalance.of(walk(heat), certificates.ofHeat(heat));
    }

    private GenealogyGraph walk(String heat) {
        return genealogy.trace(heat, Direction.DOWNSTREAM, null, WEIGHED);
    }

    private boolean isPartyTo(GenealogyGraph graph, List<MillCertificate> held, Caller caller) {
        UUID enterprise = caller.enterprise();
        if (enterprise == null) {
            return false;
        }
        Set<UUID> own = Set.copyOf(enterprises.idsOf(enterprise));
        return held.stream().anyMatch(certificate -> own.contains(certificate.owner()))
                || graph.nodes().stream()
                        .anyMatch(node -> (node.owner() != null && own.contains(node.owner()))
                                || node.history().stream()
                                        .anyMatch(entry -> entry.owner() != null && own.contains(entry.owner())));
    }
}
