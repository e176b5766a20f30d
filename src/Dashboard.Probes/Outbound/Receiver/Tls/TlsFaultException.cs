using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Probes.Outbound.Receiver.Tls;

/// <summary>TLS ended against the will of one side.</summary>
/// <param name="alert">The client's, where it sent one.</param>
internal sealed class TlsFaultException(TlsFailure failure, int? alert, Exception? cause = null)
    : IOException(failure.ToString(), cause)
{
    public TlsFailure Failure { get; } = failure;

    public int? Alert { get; } = alert;
}
