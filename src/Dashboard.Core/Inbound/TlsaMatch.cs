namespace Dashboard.Core.Inbound;

/// <summary>Which certificate of a chain a TLSA record matched.</summary>
/// <param name="RecordIndex">Position in <see cref="HostPolicy.Tlsa"/>.</param>
/// <param name="Depth">Position in the chain as sent, 0 the leaf; null where the record matched none.</param>
/// <param name="Authenticates">The match satisfies all the rules of its usage.</param>
public sealed record TlsaMatch(int RecordIndex, int? Depth, bool Authenticates);
