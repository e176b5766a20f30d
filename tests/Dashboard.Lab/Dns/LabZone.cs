using System.Net;
using Dashboard.Core.Dns;

namespace Dashboard.Lab.Dns;

/// <summary>A zone before it is signed: its records in zone-file form, and what is to be wrong with it.</summary>
internal sealed class LabZone(DomainName apex)
{
    private readonly List<string> records = [];
    private readonly List<ZoneEdit> edits = [];
    private readonly List<MiddleboxFault> middlebox = [];

    public DomainName Apex { get; } = apex;

    public IReadOnlyList<string> Records => records;

    public SigningAlgorithm Algorithm { get; private set; } = SigningAlgorithm.EcdsaP256Sha256;

    public Denial Denial { get; set; } = Denial.Nsec;

    public Delegation Delegation { get; set; } = Delegation.Signed;

    /// <summary>False for a zone file without any signature.</summary>
    public bool Signed { get; set; } = true;

    /// <summary>The days, counted from today, between which the signatures are valid.</summary>
    public (int From, int To) Validity { get; set; } = (-2, 28);

    /// <summary>What is done to the zone after it was signed, in order.</summary>
    public IReadOnlyList<ZoneEdit> Edits => edits;

    /// <summary>The algorithm that keys, signatures and DS claim to be of.</summary>
    public int ClaimedAlgorithm { get; private set; } = (int)SigningAlgorithm.EcdsaP256Sha256;

    /// <summary>What a middlebox in front of its name server does; empty where there is none.</summary>
    public IReadOnlyList<MiddleboxFault> Middlebox => middlebox;

    /// <summary>Where the zone has a name server of its own, and what that does with TCP; null for the server of all others.</summary>
    public (IPAddress Address, TcpBehaviour Tcp)? OwnServer { get; set; }

    /// <summary>The name of its name server.</summary>
    public string Server => OwnServer is null ? "ns.example." : $"ns.{Absolute(Apex)}";

    public LabZone Add(string line)
    {
        records.Add(line);
        return this;
    }

    public LabZone Edit(ZoneEdit edit)
    {
        edits.Add(edit);
        return this;
    }

    public LabZone SignWith(SigningAlgorithm algorithm)
    {
        Algorithm = algorithm;
        ClaimedAlgorithm = algorithm.Number();
        return this;
    }

    public LabZone Claim(int algorithm)
    {
        ClaimedAlgorithm = algorithm;
        return Edit(ZoneEdit.ClaimAlgorithm(algorithm));
    }

    public LabZone Behind(MiddleboxAction action, params DnsRecordType[] types)
    {
        middlebox.AddRange(types.Select(type => new MiddleboxFault(type, action)));
        return this;
    }

    /// <summary>As <see cref="Behind"/>, for TXT at one name alone.</summary>
    public LabZone BehindAt(string labels, MiddleboxAction action)
    {
        middlebox.Add(new MiddleboxFault(DnsRecordType.Txt, action, Apex.Prepend(labels)));
        return this;
    }

    public LabZone Unsigned()
    {
        Signed = false;
        Delegation = Delegation.WithoutDs;
        return this;
    }

    public string ZoneFile() =>
        $"""
            $ORIGIN {Absolute(Apex)}
            $TTL 300
            @ IN SOA {Server} hostmaster.example. 1 7200 900 604800 60
            @ IN NS {Server}
            {(
                OwnServer is { Address: var own } ? $"{Server} IN A {own}" : string.Empty
            )}
            {string.Join('\n', records)}

            """;

    public static string Absolute(DomainName name) => name.IsRoot ? "." : name.Value + ".";
}
