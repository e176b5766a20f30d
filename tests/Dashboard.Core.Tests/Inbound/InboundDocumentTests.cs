using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Core.Inbound;
using Dashboard.Core.Smtp;

namespace Dashboard.Core.Tests.Inbound;

public sealed class InboundDocumentTests
{
    private static JsonNode Write(InboundObservation seen) =>
        JsonSerializer.SerializeToNode(
            InboundDocument.Create(seen, InboundJudgement.Judge(seen)),
            EvidenceJson.Options
        )!;

    [Fact]
    public void Schema_in_the_documentation_is_that_of_the_document() =>
        RepositoryFiles.ShouldHold("docs/inbound-result.schema.json", DocumentSchema.Text);

    /// <summary>Null alone does not say whether nothing can be forced or nothing is known.</summary>
    [Fact]
    public void Document_tells_an_attack_that_is_not_known_from_one_that_forces_nothing()
    {
        var unknown = 0;
        var none = 0;
        foreach (var @case in VerdictCases.All)
        {
            var document = Write(@case.Observation);

            var isUnknown = (bool)document["attackUnknown"]!;

            isUnknown.ShouldBe(DomainJudgement.Judge(@case.Observation).IsAttackUnknown);
            if (document["attackerConnectionType"] is null)
            {
                _ = isUnknown ? unknown++ : none++;
            }
            else
            {
                isUnknown.ShouldBeFalse($"{@case.Row}: {@case.Says}");
            }
        }
        unknown.ShouldBePositive();
        none.ShouldBePositive();
    }

    [Fact]
    public void Document_of_every_case_fits_the_schema()
    {
        var schema = JsonNode.Parse(RepositoryFiles.Read("docs/inbound-result.schema.json"))!;
        foreach (var @case in VerdictCases.All)
        {
            SchemaCheck
                .Problems(schema, Write(@case.Observation))
                .ShouldBeEmpty($"{@case.Row}: {@case.Says}");
        }
    }

    [Fact]
    public void Document_of_every_related_case_fits_the_schema_and_survives_JSON()
    {
        var schema = JsonNode.Parse(RepositoryFiles.Read("docs/inbound-result.schema.json"))!;
        foreach (var known in RelatedTableTests.All)
        {
            var document = Write(known.Seen with { Related = known.Related });
            SchemaCheck.Problems(schema, document).ShouldBeEmpty(known.Name);
            JsonSerializer
                .SerializeToNode(
                    document.Deserialize<InboundDocument>(EvidenceJson.Options),
                    EvidenceJson.Options
                )!
                .ToJsonString()
                .ShouldBe(document.ToJsonString());
        }
    }

    [Fact]
    public void Standards_of_the_document_are_all_there_in_their_order() =>
        Write(Seen.Domain(Seen.Host()))["standards"]!
            .AsArray()
            .Select(standard => (string)standard!["standard"]!)
            // Others may follow.
            .Take(11)
            .ShouldBe([
                "starttls",
                "dane",
                "dnssec-domain",
                "dnssec-mx",
                "tls-ncsc",
                "mta-sts",
                "tls-rpt",
                "spf",
                "dkim",
                "dmarc",
                "ipv6-mx",
            ]);

    [Fact]
    public void Document_of_a_zone_that_was_not_found_fits_the_schema()
    {
        var nowhere = new ZoneObservation(Apex: null, Ds: null);
        var document = Write(
            Seen.Domain(Seen.Host() with { Zone = nowhere }) with
            {
                Zone = nowhere,
            }
        );

        SchemaCheck
            .Problems(
                JsonNode.Parse(RepositoryFiles.Read("docs/inbound-result.schema.json"))!,
                document
            )
            .ShouldBeEmpty();
    }

    [Theory]
    [InlineData("status", "\"fine\"")]
    [InlineData("connectionType", "4")]
    [InlineData("hosts", "{}")]
    [InlineData("startedAt", "7")]
    public void Schema_refuses_a_wrong_value(string property, string value)
    {
        var document = Write(Seen.Domain(Seen.Host()));
        document[property] = JsonNode.Parse(value);
        SchemaCheck.Problems(DocumentSchema.Schema, document).ShouldNotBeEmpty();
    }

    /// <summary>What every document has may be counted on, at the top and in each standard.</summary>
    [Fact]
    public void Schema_requires_what_every_document_has()
    {
        string[] top =
        [
            "domain",
            "status",
            "delivery",
            "connectionType",
            "attackerConnectionType",
            "methodVersion",
            "reasons",
            "hosts",
            "advice",
            "simulations",
            "standards",
        ];
        foreach (var name in top)
        {
            var document = Write(Seen.Domain(Seen.Host()));
            document.AsObject().Remove(name).ShouldBeTrue(name);
            SchemaCheck.Problems(DocumentSchema.Schema, document).ShouldNotBeEmpty(name);
        }
        string[] ofStandard =
        [
            "standard",
            "methodVersion",
            "status",
            "forum",
            "strict",
            "results",
            "reasons",
            "advice",
        ];
        foreach (var name in ofStandard)
        {
            var document = Write(Seen.Domain(Seen.Host()));
            document["standards"]![0]!.AsObject().Remove(name).ShouldBeTrue(name);
            SchemaCheck.Problems(DocumentSchema.Schema, document).ShouldNotBeEmpty(name);
        }
    }

    [Fact]
    public void Schema_wants_every_standard_and_a_reason_for_what_is_excluded()
    {
        var document = Write(RelatedEvidence.NullMx);
        SchemaCheck.Problems(DocumentSchema.Schema, document).ShouldBeEmpty();
        var dane = document["standards"]!
            .AsArray()
            .Single(standard => standard!["standard"]!.GetValue<string>() == "dane")!
            .AsObject();
        dane["forum"]!.GetValue<string>().ShouldBe("excluded");

        dane.Remove("why").ShouldBeTrue();
        SchemaCheck.Problems(DocumentSchema.Schema, document).ShouldNotBeEmpty();

        var shorter = Write(RelatedEvidence.NullMx);
        shorter["standards"]!.AsArray().RemoveAt(0);
        SchemaCheck.Problems(DocumentSchema.Schema, shorter).ShouldNotBeEmpty();
    }

    [Fact]
    public void Document_begins_with_the_summary() =>
        Write(Seen.Domain(Seen.Host()))
            .AsObject()
            .Select(p => p.Key)
            .Take(5)
            .ShouldBe(["domain", "status", "delivery", "connectionType", "attackerConnectionType"]);

    [Fact]
    public void Summary_has_nulls_where_nothing_is_delivered()
    {
        var document = Write(
            VerdictCases.All.First(c => c.Slugs.Contains(ReasonSlug.NullMx)).Observation
        );
        document.AsObject().ContainsKey("connectionType").ShouldBeTrue();
        document["connectionType"].ShouldBeNull();
        document["attackerConnectionType"].ShouldBeNull();
    }

    [Fact]
    public void Words_are_those_of_the_documentation()
    {
        var document = Write(
            Seen.Domain(Seen.Host(addresses: Seen.Address(session: Seen.WithoutStartTls())))
        );
        document["status"]!.GetValue<string>().ShouldBe("failed");
        document["delivery"]!.GetValue<string>().ShouldBe("defer");
        var reason = document["reasons"]![0]!;
        reason["slug"]!.GetValue<string>().ShouldBe("starttls-not-offered");
        reason["resultType"]!.GetValue<string>().ShouldBe("starttls-not-supported");
        reason["severity"]!.GetValue<string>().ShouldBe("fault");
        reason["rfc"]!.GetValue<string>().ShouldBe("RFC 7672 section 2.2");
        reason["host"]!.GetValue<string>().ShouldBe("mx1.example.nl");
        reason["address"]!.GetValue<string>().ShouldBe("198.51.100.1");
    }

    [Fact]
    public void Address_has_version_cipher_chain_and_transcript()
    {
        var session = Seen.Session() with
        {
            Transcript = [new(TimeSpan.Zero, TranscriptSpeaker.Server, "220 mx ESMTP")],
        };
        var document = Write(Seen.Domain(Seen.Host(addresses: Seen.Address(session: session))));
        var address = document["hosts"]![0]!["addresses"]![0]!;
        address["tlsVersion"]!.GetValue<string>().ShouldBe("TLSv1.3");
        address["cipher"]!.GetValue<string>().ShouldBe("TLS_AES_256_GCM_SHA384");
        address["certificates"]![0]!["chain"]!.AsArray().Count.ShouldBe(2);
        address["transcript"]![0]!["text"]!.GetValue<string>().ShouldBe("220 mx ESMTP");
    }

    [Fact]
    public void Record_says_which_certificate_it_matched()
    {
        var document = Write(
            Seen.Domain(Seen.Host(tlsa: [Seen.Pinned(Pki.Leaf), Seen.Anchor(Pki.Intermediate.Der)]))
        );
        var tlsa = document["hosts"]![0]!["tlsa"]!;
        tlsa[0]!["matches"]![0]!["depth"]!.GetValue<int>().ShouldBe(0);
        tlsa[1]!["matches"]![0]!["depth"]!.GetValue<int>().ShouldBe(1);
        tlsa[1]!["matches"]![0]!["sha256"]!
            .GetValue<string>()
            .ShouldBe(document["hosts"]![0]!["tlsa"]![1]!["associationData"]!.GetValue<string>());
    }

    [Fact]
    public void Judgement_of_evidence_read_back_is_the_same()
    {
        foreach (var @case in VerdictCases.All)
        {
            var back = JsonSerializer.Deserialize<InboundObservation>(
                JsonSerializer.Serialize(@case.Observation, EvidenceJson.Options),
                EvidenceJson.Options
            )!;
            JsonSerializer
                .Serialize(InboundJudgement.Judge(back), EvidenceJson.Options)
                .ShouldBe(
                    JsonSerializer.Serialize(
                        InboundJudgement.Judge(@case.Observation),
                        EvidenceJson.Options
                    ),
                    $"{@case.Row}: {@case.Says}"
                );
        }
    }

    [Fact]
    public void Document_and_verdict_survive_JSON()
    {
        foreach (var @case in VerdictCases.All)
        {
            var document = InboundDocument.Create(
                @case.Observation,
                InboundJudgement.Judge(@case.Observation)
            );
            var json = JsonSerializer.Serialize(document, EvidenceJson.Options);
            JsonSerializer
                .Serialize(
                    JsonSerializer.Deserialize<InboundDocument>(json, EvidenceJson.Options),
                    EvidenceJson.Options
                )
                .ShouldBe(json);
        }
    }
}
