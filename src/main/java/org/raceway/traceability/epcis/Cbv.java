package org.raceway.traceability.epcis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The closed vocabularies of CBV 2.0 clause 7 and of the GS1 Web Vocabulary. A term has a short name ({@code shipping}),
 * a web URI ({@code https://ref.gs1.org/cbv/BizStep-shipping}) and, in CBV, a URN
 * ({@code urn:epcglobal:cbv:bizstep:shipping}).
 */
@SuppressWarnings("ImmutableEnumChecker") // the maps are filled once, before anyone sees them
public enum Cbv {
    BUSINESS_STEP("https://ref.gs1.org/cbv/BizStep-", "urn:epcglobal:cbv:bizstep:", """
            accepting arriving assembling collecting commissioning consigning creating_class_instance cycle_counting
            decommissioning departing destroying disassembling dispensing encoding entering_exiting holding inspecting
            installing killing loading other packing picking receiving removing repackaging repairing replacing
            reserving retail_selling shipping staging_outbound stock_taking stocking storing transporting unloading
            unpacking void_shipping sensor_reporting sampling
            """),
    DISPOSITION("https://ref.gs1.org/cbv/Disp-", "urn:epcglobal:cbv:disp:", """
            active container_closed damaged destroyed dispensed disposed encoded expired in_progress in_transit inactive
            no_pedigree_match non_sellable_other partially_dispensed recalled reserved retail_sold returned
            sellable_accessible sellable_not_accessible stolen unknown available completeness_verified
            completeness_inferred conformant container_open mismatch_instance mismatch_class mismatch_quantity
            needs_replacement non_conformant unavailable
            """),
    BUSINESS_TRANSACTION_TYPE(
            "https://ref.gs1.org/cbv/BTT-",
            "urn:epcglobal:cbv:btt:",
            "bol cert desadv inv pedigree po poc prodorder recadv rma testprd testres upevt"),
    SOURCE_DESTINATION_TYPE(
            "https://ref.gs1.org/cbv/SDT-", "urn:epcglobal:cbv:sdt:", "owning_party possessing_party location"),
    ERROR_REASON("https://ref.gs1.org/cbv/ER-", "urn:epcglobal:cbv:er:", "did_not_occur incorrect_data"),
    COMPONENT("https://ref.gs1.org/cbv/Comp-", "urn:epcglobal:cbv:comp:", """
            x y z axial_distance azimuth height spherical_radius polar_angle elevation_angle easting northing latitude
            longitude altitude
            """),
    MEASUREMENT_TYPE("https://gs1.org/voc/", "", """
            AbsoluteHumidity AbsorbedDose AbsorbedDoseRate Acceleration Radioactivity Altitude AmountOfSubstance
            AmountOfSubstancePerUnitVolume Angle AngularAcceleration AngularMomentum AngularVelocity Area Capacitance
            Conductance Conductivity Count Density Dimensionless DoseEquivalent DoseEquivalentRate DynamicViscosity
            ElectricCharge ElectricCurrent ElectricCurrentDensity ElectricFieldStrength Energy Exposure Force Frequency
            Illuminance Inductance Irradiance KinematicViscosity Length LinearMomentum Luminance LuminousFlux
            LuminousIntensity MagneticFlux MagneticFluxDensity MagneticVectorPotential Mass MassConcentration
            MassFlowRate MassPerAreaTime MemoryCapacity MolalityOfSolute MolarEnergy MolarMass MolarVolume Power Pressure
            RadiantFlux RadiantIntensity RelativeHumidity Resistance Resistivity SolidAngle SpecificVolume Speed
            SurfaceDensity SurfaceTension Temperature Time Torque Voltage Volume VolumeFlowRate VolumeFraction
            VolumetricFlux Wavenumber
            """),
    SENSOR_ALERT_TYPE("https://gs1.org/voc/", "", "ALARM_CONDITION ERROR_CONDITION");

    private static final Cbv[] WITH_URN = {
        BUSINESS_STEP, DISPOSITION, BUSINESS_TRANSACTION_TYPE, SOURCE_DESTINATION_TYPE, ERROR_REASON, COMPONENT
    };

    private final String webPrefix;
    private final String urnPrefix;
    private final List<String> terms;
    private final Map<String, String> uris = new HashMap<>();
    /** Every form of a term, to its short name. */
    private final Map<String, String> shortNames = new HashMap<>();

    Cbv(String webPrefix, String urnPrefix, String terms) {
        this.webPrefix = webPrefix;
        this.urnPrefix = urnPrefix;
        this.terms = List.of(terms.strip().split("\\s+"));
        for (String term : this.terms) {
            uris.put(term, webPrefix + term);
            shortNames.put(term, term);
            shortNames.put(webPrefix + term, term);
            if (urnPrefix.isEmpty()) {
                shortNames.put("gs1:" + term, term);
                shortNames.put("https://www.gs1.org/voc/" + term, term);
            } else {
                String name = webPrefix.substring("https://ref.gs1.org/cbv/".length()) + term;
                shortNames.put("cbv:" + name, term);
                shortNames.put("https://ns.gs1.org/cbv/" + name, term);
                shortNames.put(urnPrefix + term, term);
            }
        }
    }

    /** The short names, as the standard lists them. */
    public List<String> terms() {
        return terms;
    }

    /** The short name of any form of a term in this list; nothing for a term of another vocabulary. */
    public @Nullable String shortName(String term) {
        return shortNames.get(term);
    }

    /** Whether a URI belongs to the standard's own vocabulary in a form that the JSON binding refuses. */
    boolean isRefusedForm(String uri) {
        if (urnPrefix.isEmpty()) {
            return afterScheme(uri, "gs1.org/voc/") || afterScheme(uri, "www.gs1.org/voc/");
        }
        return uri.startsWith("urn:epcglobal:cbv") || afterScheme(uri, "ns.gs1.org/cbv/");
    }

    private static boolean afterScheme(String uri, String rest) {
        return (uri.startsWith("http://") && uri.startsWith(rest, 7))
                || (uri.startsWith("https://") && uri.startsWith(rest, 8));
    }

    /** The web URI of a term that is held as a short name or as a URI; a URI of another vocabulary stays. */
    public String uri(String term) {
        String uri = uris.get(term);
        if (uri != null) {
            return uri;
        }
        return term.indexOf(':') < 0 ? webPrefix + term : webForm(term);
    }

    /** The URN of a term that is held as a short name; any URI stays. The Web Vocabulary has no URNs. */
    public String urn(String term) {
        return term.indexOf(':') >= 0 ? term : urnPrefix.isEmpty() ? uri(term) : urnPrefix + term;
    }

    /** The web URI of a CBV term in its URN form; any other URI stays. */
    static String webForm(String uri) {
        if (uri.startsWith("urn:epcglobal:cbv:")) {
            for (Cbv vocabulary : WITH_URN) {
                if (uri.startsWith(vocabulary.urnPrefix)) {
                    return vocabulary.webPrefix + uri.substring(vocabulary.urnPrefix.length());
                }
            }
        }
        return uri;
    }
}
