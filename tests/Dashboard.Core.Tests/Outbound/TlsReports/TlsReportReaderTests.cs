using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Dashboard.Core.Outbound.TlsReports;

namespace Dashboard.Core.Tests.Outbound.TlsReports;

public sealed class TlsReportReaderTests
{
    [Fact]
    public void Report_is_read_with_what_it_says_of_each_policy()
    {
        var report = Read(TlsReportText.Good()).Report.ShouldNotBeNull();

        report.Organisation.ShouldBe("Example Mail");
        report.ReportId.ShouldBe("2026-11-27T00:00:00Z_recipient.example");
        report.Start.ShouldBe(new DateTimeOffset(2026, 11, 27, 0, 0, 0, TimeSpan.Zero));
        report.End.ShouldBe(new DateTimeOffset(2026, 11, 27, 23, 59, 59, TimeSpan.Zero));
        report.Policies.Count.ShouldBe(2);
        var (dane, none) = (report.Policies[0], report.Policies[1]);
        dane.Kind.ShouldBe(TlsReportPolicyKind.Tlsa);
        dane.Domain.Value.ShouldBe("recipient.example");
        dane.Successful.ShouldBe(12);
        dane.Failed.ShouldBe(4);
        dane.Failures.ShouldBe(
            new Dictionary<TlsReportFailure, long>
            {
                [TlsReportFailure.ValidationFailure] = 3,
                [TlsReportFailure.Other] = 1,
            },
            ignoreOrder: true
        );
        none.Kind.ShouldBe(TlsReportPolicyKind.NoPolicyFound);
        none.Domain.Value.ShouldBe("other.example");
        none.Successful.ShouldBe(1);
        none.Failed.ShouldBe(0);
        none.Failures.ShouldBeEmpty();
    }

    [Fact]
    public void Compressed_report_reads_as_the_plain_one()
    {
        var octets = TlsReportText.Octets(TlsReportText.Good());

        TlsReportReader
            .Read(TlsReportText.Gzip(octets), compressed: true, TlsReportText.Now)
            .Report.ShouldNotBeNull()
            .Policies.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("tlsa", TlsReportPolicyKind.Tlsa)]
    [InlineData("sts", TlsReportPolicyKind.Sts)]
    [InlineData("no-policy-found", TlsReportPolicyKind.NoPolicyFound)]
    public void Policy_types_of_the_RFC_are_known(string word, TlsReportPolicyKind kind)
    {
        var report = TlsReportText.Good();
        report["policies"]![0]!["policy"]!["policy-type"] = word;

        Read(report).Report.ShouldNotBeNull().Policies[0].Kind.ShouldBe(kind);
    }

    [Theory]
    [InlineData("starttls-not-supported", TlsReportFailure.StarttlsNotSupported)]
    [InlineData("certificate-host-mismatch", TlsReportFailure.CertificateHostMismatch)]
    [InlineData("certificate-expired", TlsReportFailure.CertificateExpired)]
    [InlineData("certificate-not-trusted", TlsReportFailure.CertificateNotTrusted)]
    [InlineData("validation-failure", TlsReportFailure.ValidationFailure)]
    [InlineData("tlsa-invalid", TlsReportFailure.TlsaInvalid)]
    [InlineData("dnssec-invalid", TlsReportFailure.DnssecInvalid)]
    [InlineData("dane-required", TlsReportFailure.DaneRequired)]
    [InlineData("sts-policy-fetch-error", TlsReportFailure.StsPolicyFetchError)]
    [InlineData("sts-policy-invalid", TlsReportFailure.StsPolicyInvalid)]
    [InlineData("sts-webpki-invalid", TlsReportFailure.StsWebpkiInvalid)]
    public void Result_types_of_the_registry_are_known(string word, TlsReportFailure failure)
    {
        var report = TlsReportText.Good();
        report["policies"]![0]!["failure-details"]![0]!["result-type"] = word;

        Read(report).Report.ShouldNotBeNull().Policies[0].Failures.Keys.ShouldContain(failure);
    }

    [Theory]
    [InlineData("organization-name")]
    [InlineData("report-id")]
    [InlineData("date-range")]
    [InlineData("policies")]
    [InlineData("date-range.start-datetime")]
    [InlineData("date-range.end-datetime")]
    [InlineData("policies.0.policy")]
    [InlineData("policies.0.summary")]
    [InlineData("policies.0.policy.policy-type")]
    [InlineData("policies.0.policy.policy-domain")]
    [InlineData("policies.0.summary.total-successful-session-count")]
    [InlineData("policies.0.summary.total-failure-session-count")]
    [InlineData("policies.0.failure-details.0.result-type")]
    [InlineData("policies.0.failure-details.0.failed-session-count")]
    public void Report_without_a_field_or_with_one_of_another_type_is_refused(string path)
    {
        var without = TlsReportText.Good();
        var (parent, name) = At(without, path);
        parent.Remove(name);
        var other = TlsReportText.Good();
        (parent, name) = At(other, path);
        parent[name] = true;

        Read(without).Refusal.ShouldBe(TlsReportRefusal.FieldMissing);
        Read(other).Refusal.ShouldBe(TlsReportRefusal.FieldMissing);
    }

    [Fact]
    public void Failures_that_are_no_list_are_refused_and_null_is_none()
    {
        var none = TlsReportText.Good();
        none["policies"]![0]!["failure-details"] = null;
        var text = TlsReportText.Good();
        text["policies"]![0]!["failure-details"] = "none";

        Read(none).Report.ShouldNotBeNull().Policies[0].Failures.ShouldBeEmpty();
        Read(text).Refusal.ShouldBe(TlsReportRefusal.FieldMissing);
    }

    [Theory]
    [InlineData("organization-name", "")]
    [InlineData("organization-name", "a\u0007b")]
    [InlineData("report-id", "a\u202Eb")]
    [InlineData("policies.0.policy.policy-type", "TLSA")]
    [InlineData("policies.0.policy.policy-domain", ".")]
    [InlineData("policies.0.policy.policy-domain", "a..b")]
    [InlineData("policies.0.policy.policy-domain", "b\u00FCcher.example")]
    [InlineData("policies.0.policy.policy-domain", "<b>.example")]
    public void Text_that_cannot_be_what_it_should_is_refused(string path, string text)
    {
        var report = TlsReportText.Good();
        var (parent, name) = At(report, path);
        parent[name] = text;

        Read(report).Refusal.ShouldBe(TlsReportRefusal.FieldInvalid);
    }

    [Fact]
    public void Half_a_character_is_no_text()
    {
        var json = Encoding
            .UTF8.GetString(TlsReportText.Octets(TlsReportText.Good()))
            .Replace("Example Mail", "\\uD800", StringComparison.Ordinal);

        Read(Encoding.UTF8.GetBytes(json)).Refusal.ShouldBe(TlsReportRefusal.FieldInvalid);
    }

    [Fact]
    public void Half_a_character_is_no_name()
    {
        var json = Encoding
            .UTF8.GetString(TlsReportText.Octets(TlsReportText.Good()))
            .Replace("\"policy-type\"", "\"\\uD800\":1,\"policy-type\"", StringComparison.Ordinal);

        Read(Encoding.UTF8.GetBytes(json)).Refusal.ShouldBe(TlsReportRefusal.NotJson);
    }

    [Theory]
    [InlineData(TlsReportLimits.Text, null)]
    [InlineData(TlsReportLimits.Text + 1, TlsReportRefusal.FieldInvalid)]
    public void Text_is_taken_up_to_its_limit(int length, TlsReportRefusal? refusal)
    {
        var report = TlsReportText.Good();
        report["organization-name"] = new string('x', length);

        Read(report).Refusal.ShouldBe(refusal);
    }

    [Theory]
    [InlineData(TlsReportLimits.AnyText, null)]
    [InlineData(TlsReportLimits.AnyText + 1, TlsReportRefusal.TooComplex)]
    public void Text_that_is_not_read_is_bounded_too(int length, TlsReportRefusal? refusal)
    {
        var report = TlsReportText.Good();
        report["contact-info"] = new string('x', length);

        Read(report).Refusal.ShouldBe(refusal);
    }

    [Theory]
    // A day's report of a sender at any clock.
    [InlineData("2026-11-27T00:00:00Z", "2026-11-27T23:59:59Z", true)]
    [InlineData("2026-11-27t00:00:00.5z", "2026-11-27t23:59:59.25z", true)]
    [InlineData("2026-11-27T00:00:00+01:00", "2026-11-28T00:00:00-05:00", true)]
    [InlineData("2026-11-27T00:00:00", "2026-11-27T23:59:59", false)]
    [InlineData("27-11-2026", "28-11-2026", false)]
    [InlineData("2026-11-27T00:00:00Z", "2026-11-27T00:00:00Z", false)]
    [InlineData("2026-11-27T00:00:01Z", "2026-11-27T00:00:00Z", false)]
    [InlineData("2026-11-20T00:00:00Z", "2026-11-28T00:00:00Z", true)]
    [InlineData("2026-11-20T00:00:00Z", "2026-11-28T00:00:01Z", false)]
    [InlineData("2026-11-28T03:00:00Z", "2026-11-29T03:00:00Z", true)]
    [InlineData("2026-11-28T03:00:00Z", "2026-11-29T03:00:01Z", false)]
    [InlineData("2026-11-13T03:00:00Z", "2026-11-14T03:00:00Z", true)]
    [InlineData("2026-11-13T03:00:00Z", "2026-11-14T02:59:59Z", false)]
    public void Period_must_be_plausible(string start, string end, bool plausible)
    {
        var report = TlsReportText.Good();
        report["date-range"]!["start-datetime"] = start;
        report["date-range"]!["end-datetime"] = end;

        Read(report).Refusal.ShouldBe(plausible ? null : TlsReportRefusal.PeriodImplausible);
    }

    [Fact]
    public void Time_of_another_zone_is_the_same_moment()
    {
        var report = TlsReportText.Good();
        report["date-range"]!["start-datetime"] = "2026-11-27T01:00:00+01:00";

        Read(report)
            .Report.ShouldNotBeNull()
            .Start.ShouldBe(new DateTimeOffset(2026, 11, 27, 0, 0, 0, TimeSpan.Zero));
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("1000000000000", true)]
    [InlineData("1000000000001", false)]
    [InlineData("-1", false)]
    [InlineData("1.5", false)]
    [InlineData("1e99", false)]
    public void Counts_must_be_plausible(string number, bool plausible)
    {
        foreach (
            var path in new[]
            {
                "policies.0.summary.total-successful-session-count",
                "policies.0.summary.total-failure-session-count",
                "policies.0.failure-details.0.failed-session-count",
            }
        )
        {
            var report = TlsReportText.Good();
            var (parent, name) = At(report, path);
            parent[name] = JsonNode.Parse(number);

            Read(report)
                .Refusal.ShouldBe(plausible ? null : TlsReportRefusal.CountImplausible, path);
        }
    }

    [Theory]
    [InlineData(0, TlsReportRefusal.NoPolicies)]
    [InlineData(TlsReportLimits.Policies, null)]
    [InlineData(TlsReportLimits.Policies + 1, TlsReportRefusal.TooManyPolicies)]
    public void Policies_are_counted(int count, TlsReportRefusal? refusal)
    {
        var report = TlsReportText.Good();
        var one = report["policies"]![1]!;
        report["policies"] = new JsonArray([
            .. Enumerable.Range(0, count).Select(_ => one.DeepClone()),
        ]);

        Read(report).Refusal.ShouldBe(refusal);
    }

    [Theory]
    [InlineData(TlsReportLimits.Failures, null)]
    [InlineData(TlsReportLimits.Failures + 1, TlsReportRefusal.TooManyFailures)]
    public void Failures_of_all_policies_together_are_counted(int count, TlsReportRefusal? refusal)
    {
        var report = TlsReportText.Good();
        var one = report["policies"]![0]!["failure-details"]![1]!;
        report["policies"]![0]!["failure-details"] = new JsonArray(one.DeepClone());
        report["policies"]![1]!["failure-details"] = new JsonArray([
            .. Enumerable.Range(1, count - 1).Select(_ => one.DeepClone()),
        ]);

        Read(report).Refusal.ShouldBe(refusal);
    }

    [Fact]
    public void Too_many_values_are_refused_before_any_is_looked_at()
    {
        var values = string.Join(',', Enumerable.Repeat("1", TlsReportLimits.Tokens - 2));

        Read(Encoding.UTF8.GetBytes($"[{values}]")).Refusal.ShouldBe(TlsReportRefusal.FieldMissing);
        Read(Encoding.UTF8.GetBytes($"[{values},1]")).Refusal.ShouldBe(TlsReportRefusal.TooComplex);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("// none\n{}")]
    [InlineData("{\"report-id\":\"a\",\"report-id\":\"b\"}")]
    [InlineData("[[[[[[[[[]]]]]]]]]")]
    [InlineData("{\"\\uD800\":1}")]
    [InlineData("{\"\\uD800\":1,\"\\uDC00\":2}")]
    public void What_is_no_JSON_of_a_report_is_refused(string text) =>
        Read(Encoding.UTF8.GetBytes(text)).Refusal.ShouldBe(TlsReportRefusal.NotJson);

    [Fact]
    public void Octets_that_are_no_UTF8_are_no_JSON() =>
        Read([0x22, 0xFF, 0x22]).Refusal.ShouldNotBeNull();

    [Fact]
    public void Octets_as_sent_are_counted()
    {
        var report = TlsReportText.Octets(TlsReportText.Good());
        var padded = new byte[TlsReportLimits.Octets];
        padded.AsSpan().Fill((byte)' ');
        report.CopyTo(padded, 0);

        Read(padded).Report.ShouldNotBeNull();
        Read([.. padded, (byte)' ']).Refusal.ShouldBe(TlsReportRefusal.TooLarge);
    }

    [Fact]
    public void Bomb_is_refused_once_it_is_too_large()
    {
        var report = TlsReportText.Octets(TlsReportText.Good());
        var padded = new byte[TlsReportLimits.ExpandedOctets];
        padded.AsSpan().Fill((byte)' ');
        report.CopyTo(padded, 0);

        ReadGzip(TlsReportText.Gzip(padded)).Report.ShouldNotBeNull();
        ReadGzip(TlsReportText.Gzip([.. padded, (byte)' ']))
            .Refusal.ShouldBe(TlsReportRefusal.TooLargeExpanded);
        // A thousand times what it looks like.
        ReadGzip(TlsReportText.Gzip(new byte[256 * 1024 * 1024]))
            .Refusal.ShouldBe(TlsReportRefusal.TooLargeExpanded);
    }

    [Fact]
    public void Gzip_that_is_cut_anywhere_is_refused()
    {
        var whole = TlsReportText.Gzip(TlsReportText.Octets(TlsReportText.Good()));

        for (var length = 0; length < whole.Length; length++)
        {
            ReadGzip(whole[..length])
                .Refusal.ShouldBe(
                    length < 3 ? TlsReportRefusal.NotGzip : TlsReportRefusal.GzipDamaged,
                    $"{length} of {whole.Length}"
                );
        }
    }

    [Fact]
    public void Gzip_with_something_behind_it_is_refused()
    {
        var whole = TlsReportText.Gzip(TlsReportText.Octets(TlsReportText.Good()));

        ReadGzip([.. whole, 0]).Refusal.ShouldBe(TlsReportRefusal.GzipDamaged);
        ReadGzip([.. whole, .. TlsReportText.Gzip("  "u8)])
            .Refusal.ShouldBe(TlsReportRefusal.GzipDamaged);
    }

    [Fact]
    public void Plain_report_said_to_be_gzip_is_none_and_the_reverse()
    {
        var plain = TlsReportText.Octets(TlsReportText.Good());

        ReadGzip(plain).Refusal.ShouldBe(TlsReportRefusal.NotGzip);
        Read(TlsReportText.Gzip(plain)).Refusal.ShouldBe(TlsReportRefusal.NotJson);
    }

    [Fact]
    public void Any_octets_have_an_outcome() =>
        Gen.Select(Gen.Byte.Array[0, 200], Gen.Bool)
            .Sample(
                (octets, compressed) =>
                    IsOneOfTwo(TlsReportReader.Read(octets, compressed, TlsReportText.Now))
            );

    [Fact]
    public void Damaged_reports_have_an_outcome()
    {
        var plain = TlsReportText.Octets(TlsReportText.Good());
        var packed = TlsReportText.Gzip(plain);

        Gen.Select(Gen.Bool, Gen.Int[0, 10_000], Gen.Byte, Gen.Int[0, 10_000])
            .Sample(
                (compressed, at, octet, length) =>
                {
                    var octets = (compressed ? packed : plain).ToArray();
                    octets[at % octets.Length] = octet;
                    return IsOneOfTwo(
                        TlsReportReader.Read(
                            octets.AsMemory(0, 1 + length % octets.Length),
                            compressed,
                            TlsReportText.Now
                        )
                    );
                }
            );
    }

    [Fact]
    public void Fields_of_any_kind_have_an_outcome()
    {
        var paths = Paths(TlsReportText.Good(), "").ToList();
        var value = Gen.OneOf(
            Gen.Const("null"),
            Gen.Const("{}"),
            Gen.Const("[]"),
            Gen.Const("[[]]"),
            Gen.Const("true"),
            Gen.Const("\"\\uDC00\""),
            Gen.Const("\"9999-12-31T23:59:59Z\""),
            Gen.Const("\"0001-01-01T00:00:00+14:00\""),
            Gen.Double.Select(number =>
                double.IsFinite(number) ? JsonValue.Create(number).ToJsonString() : "0"
            ),
            Gen.String.Select(text => JsonValue.Create(text).ToJsonString())
        );

        Gen.Select(Gen.Int[0, paths.Count - 1], value)
            .Sample(
                (path, json) =>
                {
                    var report = TlsReportText.Good();
                    var (parent, name) = At(report, paths[path]);
                    parent[name] = "PLACE";
                    var text = Encoding
                        .UTF8.GetString(TlsReportText.Octets(report))
                        .Replace("\"PLACE\"", json, StringComparison.Ordinal);
                    return IsOneOfTwo(Read(Encoding.UTF8.GetBytes(text)));
                }
            );
    }

    private static bool IsOneOfTwo(TlsReportReading reading) =>
        reading.Report is null != reading.Refusal is null
        && reading.Report?.Policies is null or { Count: > 0 and <= TlsReportLimits.Policies };

    private static TlsReportReading Read(JsonNode report) => Read(TlsReportText.Octets(report));

    private static TlsReportReading Read(byte[] octets) =>
        TlsReportReader.Read(octets, compressed: false, TlsReportText.Now);

    private static TlsReportReading ReadGzip(byte[] octets) =>
        TlsReportReader.Read(octets, compressed: true, TlsReportText.Now);

    private static (JsonObject Parent, string Name) At(JsonNode report, string path)
    {
        var steps = path.Split('.');
        foreach (var step in steps[..^1])
        {
            report = int.TryParse(step, out var index) ? report[index]! : report[step]!;
        }
        return ((JsonObject)report, steps[^1]);
    }

    /// <summary>Of every named field, at any depth.</summary>
    private static IEnumerable<string> Paths(JsonNode? node, string before) =>
        node switch
        {
            JsonObject fields => fields.SelectMany(field =>
                Paths(field.Value, $"{before}{field.Key}.").Prepend(before + field.Key)
            ),
            JsonArray list => list.SelectMany((item, index) => Paths(item, $"{before}{index}.")),
            _ => [],
        };
}
