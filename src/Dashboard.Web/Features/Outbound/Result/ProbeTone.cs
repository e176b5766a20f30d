namespace Dashboard.Web.Features.Outbound.Result;

/// <summary>How a judgement is shown, beside its words.</summary>
public enum ProbeTone
{
    Good,

    /// <summary>A corner where good senders differ.</summary>
    Differs,

    Bad,

    Waiting,

    /// <summary>Nothing can be said.</summary>
    Unknown,
}
