using System.Text.RegularExpressions;
using Dashboard.Core.Inbound;

namespace Dashboard.Core.Tests.Inbound;

/// <summary>
/// Facts decide and reasons tell people why. A reader that asked for the word of a reason would take one that is added later for
/// nothing at all.
/// </summary>
public sealed partial class FactsAndReasonsTests
{
    private static readonly string[] OfTheResolver =
    [
        ReasonSlug.ResolverUnreachable,
        ReasonSlug.ResolverDoesNotValidate,
        ReasonSlug.ResolverNotTrusted,
    ];

    private static readonly string[] OfFailuresHere =
    [
        "own-limit",
        "resolver-unreachable",
        "not-asked",
    ];

    /// <summary>Reasons that an address was not asked that say more than its disposition.</summary>
    private static readonly string[] OfSessions = ["own-limit", "other-certificate", "no-session"];

    private static IEnumerable<DomainVerdict> Verdicts =>
        VerdictCases.All.Select(c => DomainJudgement.Judge(c.Observation));

    private static IEnumerable<HostVerdict> Hosts => Verdicts.SelectMany(verdict => verdict.Hosts);

    [Fact]
    public void Facts_of_a_domain_are_those_that_its_reasons_tell()
    {
        foreach (var verdict in Verdicts)
        {
            verdict.ResolverFault.ShouldBe(
                verdict.Reasons.Any(reason => OfTheResolver.Contains(reason.Slug))
            );
            (verdict.OmittedHosts > 0).ShouldBe(Has(verdict.Reasons, ReasonSlug.MxHostsOmitted));
        }
    }

    [Fact]
    public void Facts_of_a_host_are_those_that_its_reasons_tell()
    {
        foreach (var host in Hosts)
        {
            var (reasons, seen) = (host.Reasons, host.Policy.Lookups());

            (seen.Addresses == AddressAnswer.Bogus).ShouldBe(Has(reasons, ReasonSlug.AddressBogus));
            (seen.Addresses == AddressAnswer.Failed).ShouldBe(
                Has(reasons, ReasonSlug.AddressLookupFailed)
            );
            (seen.FamilyFault == LookupFault.Bogus).ShouldBe(
                Has(reasons, ReasonSlug.AddressFamilyBogus)
            );
            (seen.FamilyFault is not null).ShouldBe(
                Has(reasons, ReasonSlug.AddressFamilyBogus)
                    || Has(reasons, ReasonSlug.AddressFamilyFailed)
            );
            (seen.Tlsa == TlsaAnswer.Bogus).ShouldBe(Has(reasons, ReasonSlug.TlsaBogus));
            (seen.Tlsa == TlsaAnswer.Failed).ShouldBe(Has(reasons, ReasonSlug.TlsaLookupFailed));
            seen.TlsaLostHere.ShouldBe(
                reasons.Any(reason =>
                    reason.Slug == ReasonSlug.TlsaLookupFailed
                    && OfFailuresHere.Contains(reason.Facts["failure"])
                )
            );
            host.Rollover.ShouldBe(
                Has(reasons, ReasonSlug.RolloverPrepared) ? RolloverState.Prepared
                : Has(reasons, ReasonSlug.RolloverNotPrepared) ? RolloverState.NotPrepared
                : null
            );
        }
    }

    [Fact]
    public void Facts_of_an_address_are_those_that_its_reasons_tell()
    {
        foreach (var address in Hosts.SelectMany(host => host.Addresses))
        {
            address
                .Reasons.Where(reason => reason.Slug == ReasonSlug.AddressNotProbed)
                .Select(reason => reason.Facts["disposition"])
                .Except(OfSessions)
                .ShouldBe(address.NotProbed is { } why ? [Slug.Of(why)] : []);
        }
    }

    /// <summary>What the tests above compare is in the cases.</summary>
    [Fact]
    public void Cases_have_each_of_the_facts()
    {
        Verdicts.ShouldContain(verdict => verdict.ResolverFault);
        Verdicts.ShouldContain(verdict => verdict.OmittedHosts > 0);
        Hosts.ShouldContain(host => host.Policy.TlsaLostHere);
        Hosts.ShouldContain(host =>
            host.Policy.TlsaAnswer == TlsaAnswer.Failed && !host.Policy.TlsaLostHere
        );
        Hosts.ShouldContain(host => host.Policy.FamilyFault == LookupFault.Bogus);
        Hosts.ShouldContain(host => host.Rollover == RolloverState.Prepared);
        Hosts.ShouldContain(host => host.Rollover == RolloverState.NotPrepared);
        Hosts
            .SelectMany(host => host.Addresses)
            .ShouldContain(address => address.NotProbed == AddressDisposition.BeyondLimit);
    }

    /// <summary>Pages, texts, the API and the command line have the words of reasons as keys of texts alone.</summary>
    [Theory]
    [InlineData("Dashboard.Web")]
    [InlineData("Dashboard.Texts")]
    [InlineData("Dashboard.Check")]
    public void Nothing_outside_the_judgement_asks_for_the_word_of_a_reason(string project)
    {
        var root = Path.Combine(RepositoryFiles.Root, "src", project);
        Directory
            .EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Where(file =>
                Path.GetExtension(file) is ".cs" or ".razor" && !Generated().IsMatch(file)
            )
            .Where(file => Asked().IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetRelativePath(root, file))
            .ShouldBeEmpty();
    }

    private static bool Has(IEnumerable<VerdictReason> reasons, string slug) =>
        reasons.Any(reason => reason.Slug == slug);

    [GeneratedRegex(@"(?<!\w)ReasonSlug\.")]
    private static partial Regex Asked();

    [GeneratedRegex(@"[\\/](bin|obj)[\\/]")]
    private static partial Regex Generated();
}
