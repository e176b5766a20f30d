using Dashboard.Lab.Certificates;

namespace Dashboard.Lab.Scenarios;

/// <summary>All scenarios, by stage.</summary>
internal static class ScenarioCatalogue
{
    private static readonly (ScenarioStage Stage, Action<SceneList> Add)[] Stages =
    [
        (ScenarioStage.MxSet, MxScenarios.Add),
        (ScenarioStage.MxSet, DomainAliasScenarios.Add),
        (ScenarioStage.Aliases, AliasScenarios.Add),
        (ScenarioStage.Addresses, AddressScenarios.Add),
        (ScenarioStage.TlsaLookup, TlsaLookupScenarios.Add),
        (ScenarioStage.Zones, ZoneScenarios.Add),
        (ScenarioStage.Records, RecordScenarios.Add),
        (ScenarioStage.Records, RecordSetScenarios.Add),
        (ScenarioStage.EndEntity, EndEntityScenarios.Add),
        (ScenarioStage.TrustAnchor, TrustAnchorScenarios.Add),
        (ScenarioStage.TrustAnchor, TrustAnchorFaultScenarios.Add),
        (ScenarioStage.TrustAnchor, ContradictedIssuerScenarios.Add),
        (ScenarioStage.TrustAnchor, AnchorValidityScenarios.Add),
        (ScenarioStage.TrustAnchor, ExtensionScenarios.Add),
        (ScenarioStage.TrustAnchor, LongChainScenarios.Add),
        (ScenarioStage.TrustAnchor, WeakCertificateScenarios.Add),
        (ScenarioStage.Names, NameScenarios.Add),
        (ScenarioStage.StartTls, StartTlsScenarios.Add),
        (ScenarioStage.Servers, SampleScenarios.Add),
        (ScenarioStage.Servers, ServerScenarios.Add),
        (ScenarioStage.Session, SessionScenarios.Add),
        (ScenarioStage.Postfix, PostfixScenarios.Add),
        (ScenarioStage.TlsaLookup, NameServerScenarios.Add),
    ];

    public static IReadOnlyList<Scene> Build(CertificateStore certificates)
    {
        var list = new SceneList(certificates);
        foreach (var (stage, add) in Stages)
        {
            list.Stage = stage;
            add(list);
        }
        return list.Scenes;
    }
}
