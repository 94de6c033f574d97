package org.raceway.traceability.epcis;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The closed lists of terms that the EPCIS JSON binding names by short names (CBV 2.0 clause 7, GS1 Web Vocabulary). */
enum TermList {
    BUSINESS_STEP("BizStep-", "bizstep", """
                    accepting arriving assembling collecting commissioning consigning creating_class_instance \
                    cycle_counting decommissioning departing destroying disassembling dispensing encoding \
                    entering_exiting holding inspecting installing killing loading other packing picking \
                    receiving removing repackaging repairing replacing reserving retail_selling shipping \
                    staging_outbound stock_taking stocking storing transporting unloading unpacking \
                    void_shipping sensor_reporting sampling
                    """),
    DISPOSITION("Disp-", "disp", """
                    active container_closed damaged destroyed dispensed disposed encoded expired in_progress \
                    in_transit inactive no_pedigree_match non_sellable_other partially_dispensed recalled \
                    reserved retail_sold returned sellable_accessible sellable_not_accessible stolen unknown \
                    available completeness_verified completeness_inferred conformant container_open \
                    mismatch_instance mismatch_class mismatch_quantity needs_replacement non_conformant \
                    unavailable
                    """),
    BUSINESS_TRANSACTION_TYPE("BTT-", "btt", """
                    bol cert desadv inv pedigree po poc prodorder recadv rma testprd testres upevt
                    """),
    SOURCE_DESTINATION_TYPE("SDT-", "sdt", """
                    owning_party possessing_party location
                    """),
    ERROR_REASON("ER-", "er", """
                    did_not_occur incorrect_data
                    """),
    COMPONENT("Comp-", "comp", """
                    x y z axial_distance azimuth height spherical_radius polar_angle elevation_angle easting \
                    northing latitude longitude altitude
                    """),
    MEASUREMENT("", "", """
                    AbsoluteHumidity AbsorbedDose AbsorbedDoseRate Acceleration Radioactivity Altitude \
                    AmountOfSubstance AmountOfSubstancePerUnitVolume Angle AngularAcceleration AngularMomentum \
                    AngularVelocity Area Capacitance Conductance Conductivity Count Density Dimensionless \
                    DoseEquivalent DoseEquivalentRate DynamicViscosity ElectricCharge ElectricCurrent \
                    ElectricCurrentDensity ElectricFieldStrength Energy Exposure Force Frequency Illuminance \
                    Inductance Irradiance KinematicViscosity Length LinearMomentum Luminance LuminousFlux \
                    LuminousIntensity MagneticFlux MagneticFluxDensity MagneticVectorPotential Mass \
                    MassConcentration MassFlowRate MassPerAreaTime MemoryCapacity MolalityOfSolute MolarEnergy \
                    MolarMass MolarVolume Power Pressure RadiantFlux RadiantIntensity RelativeHumidity \
                    Resistance Resistivity SolidAngle SpecificVolume Speed SurfaceDensity SurfaceTension \
                    Temperature Time Torque Voltage Volume VolumeFlowRate VolumeFraction VolumetricFlux \
                    Wavenumber
                    """),
    SENSOR_ALERT("", "", """
                    ALARM_CONDITION ERROR_CONDITION
                    """);

    private final boolean webVocabulary;
    /** Every form of a term, to its short name. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Map<String, String> shortNames;

    TermList(String webName, String urnName, String terms) {
        webVocabulary = webName.isEmpty();
        Map<String, String> names = new HashMap<>();
        for (String term : terms.strip().split("\\s+")) {
            names.put(term, term);
            if (webVocabulary) {
                names.put("gs1:" + term, term);
                names.put("https://gs1.org/voc/" + term, term);
                names.put("https://www.gs1.org/voc/" + term, term);
            } else {
                names.put("cbv:" + webName + term, term);
                names.put("https://ref.gs1.org/cbv/" + webName + term, term);
                names.put("https://ns.gs1.org/cbv/" + webName + term, term);
                names.put("urn:epcglobal:cbv:" + urnName + ":" + term, term);
            }
        }
        shortNames = Map.copyOf(names);
    }

    /** The short name of any form of a term in this list; nothing for a term of another vocabulary. */
    @Nullable
    String shortName(String term) {
        return shortNames.get(term);
    }

    /** Whether a URI belongs to the standard's own vocabulary in a form that the JSON binding refuses. */
    boolean isRefusedForm(String uri) {
        if (webVocabulary) {
            return afterScheme(uri, "gs1.org/voc/") || afterScheme(uri, "www.gs1.org/voc/");
        }
        return uri.startsWith("urn:epcglobal:cbv") || afterScheme(uri, "ns.gs1.org/cbv/");
    }

    private static boolean afterScheme(String uri, String rest) {
        return (uri.startsWith("http://") && uri.startsWith(rest, 7))
                || (uri.startsWith("https://") && uri.startsWith(rest, 8));
    }
}
