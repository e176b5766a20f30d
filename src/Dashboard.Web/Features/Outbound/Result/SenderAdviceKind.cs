namespace Dashboard.Web.Features.Outbound.Result;

/// <summary>What an administrator of a sender can change, in order of effect.</summary>
public enum SenderAdviceKind
{
    VerifyDane,

    /// <summary>It delivers in the clear somewhere although TLS is offered.</summary>
    TurnOnTls,

    /// <summary>Where TLSA records exist, it still delivers without TLS.</summary>
    NeverFallBack,

    /// <summary>It believes answers that cannot be proven, or goes on where an answer fails.</summary>
    ValidateDnssec,

    /// <summary>It refuses where DANE-EE matches, or where no DANE is.</summary>
    LeavePkixOut,

    RequireTrustAnchor,

    JudgeEachHost,
}
