using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;

namespace Dashboard.Check;

/// <summary>Counts while domains come in, and knows what to tell the shell at the end.</summary>
internal sealed class CheckTally
{
    private bool inputFault;
    private bool resolverFault;
    private bool ownFault;

    public long Done { get; private set; }

    public long Protected { get; private set; }

    /// <summary>The resolver of the last domain where it could not be relied upon; null where it always could.</summary>
    public ResolverIdentity? FaultyResolver { get; private set; }

    public int ExitStatus =>
        inputFault || resolverFault || ownFault ? Terminal.ExitStatus.Fault
        : Protected < Done ? Terminal.ExitStatus.NotProtected
        : Terminal.ExitStatus.Protected;

    /// <summary>Nothing was asked at all.</summary>
    public bool IsEmpty => Done == 0 && !inputFault;

    /// <summary>What it says is no ground to call a domain anything.</summary>
    public static bool IsFaulty(ResolverIdentity resolver) =>
        resolver.Trust == ResolverTrust.Untrusted
        || resolver.Validation
            is ResolverValidation.Unreachable
                or ResolverValidation.DoesNotValidate;

    public void AddInputFault() => inputFault = true;

    /// <summary>A domain could not be checked, through no fault of its own.</summary>
    public void AddOwnFault()
    {
        Done++;
        ownFault = true;
    }

    public void Add(CheckedDomain domain)
    {
        Done++;
        if (domain.Verdict.MailTransport.Status == DomainStatus.Protected)
        {
            Protected++;
        }
        var resolver = domain.Observation.Resolver;
        if (IsFaulty(resolver))
        {
            resolverFault = true;
            FaultyResolver = resolver;
        }
    }
}
