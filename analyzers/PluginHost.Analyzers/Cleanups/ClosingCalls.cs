using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Apis;
using PluginHost.Analyzers.Declarations;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Cleanups;

/// <summary>Finds the calls that close a connection in one compilation.</summary>
internal sealed class ClosingCalls
{
    private readonly KnownApis _apis;
    private readonly MemberOptions _memberOptions;
    private readonly ConnectionSubjects _subjects;
    private readonly ClosingMethods _methods;
    private readonly LifecycleContext _context;
    private readonly ConcurrentDictionary<SyntaxTree, CleanupSettings> _settings = new();
    private readonly CancellationToken _cancellationToken;

    public ClosingCalls(LifecycleContext context)
    {
        _apis = context.Apis;
        _memberOptions = context.MemberOptions;
        _subjects = new ConnectionSubjects(context.Types);
        _context = context;
        _methods = new ClosingMethods(context.Bodies, this);
    }

    private ClosingCalls(ClosingCalls shared, CancellationToken cancellationToken)
    {
        (_apis, _memberOptions, _subjects, _methods, _context, _settings) = (shared._apis, shared._memberOptions, shared._subjects, shared._methods, shared._context, shared._settings);
        _cancellationToken = cancellationToken;
    }

    /// <summary>With the same knowledge, for one look that can be broken off: other bodies may have to be read for it.</summary>
    public ClosingCalls For(CancellationToken cancellationToken) => new(this, cancellationToken);

    public CleanupSettings SettingsFor(IOperation operation) =>
        _settings.GetOrAdd(operation.Syntax.SyntaxTree, tree => CleanupSettings.Of(_context, tree));

    /// <summary>The verb by which the name of a method says that it closes something.</summary>
    public string? VerbOf(string method, IOperation at) => ClosingWords.VerbOf(method, SettingsFor(at).ClosingNames);

    /// <summary>Whether a look into the body of the method called is worth its price.</summary>
    public bool MayClose(IInvocationOperation call) => VerbOf(call.TargetMethod.Name, call) is not null || ClosingWords.IsHelper(call.TargetMethod.Name);

    /// <summary>What a call closes; <see langword="null"/> if it closes no connection, or if nothing it meets in closing can come out of it.</summary>
    public ClosingCall? Find(IInvocationOperation call)
    {
        var found = FindDirect(call);
        if (found is null)
        {
            return MayClose(call) && _methods.Closes(call.TargetMethod, _cancellationToken) && !_methods.Swallows(call.TargetMethod, _cancellationToken)
                ? new ClosingCall(call, null, LetsGo: true)
                : null;
        }

        return _methods.Swallows(call.TargetMethod, _cancellationToken) ? null : found;
    }

    /// <summary>What a call closes, without a look into the method called.</summary>
    public ClosingCall? FindDirect(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (method.MethodKind is MethodKind.DelegateInvoke or MethodKind.LocalFunction)
        {
            return null;
        }

        if (Annotations.Disposes(method) || _memberOptions.Disposes(method))
        {
            var told = call.Receiver() is { } own && _subjects.IsConnection(own) ? own : call.Arguments.Select(one => one.Value.Unwrap()).FirstOrDefault(_subjects.IsConnection);
            return told is null ? null : new ClosingCall(call, told, LetsGo: true);
        }

        var (role, verb) = (_apis.RoleOf(method), VerbOf(method.Name, call));
        if (role == ApiRole.None && verb is null)
        {
            return null;
        }

        if (call.Receiver() is { } receiver)
        {
            role = _apis.RoleOf(method, receiver.Type);
            var closes = (role & (ApiRole.Cleanup | ApiRole.Goodbye)) != 0;
            return IsOwn(receiver) ? FindOwn(call, receiver, verb)
                : !closes && verb is null ? null
                : _subjects.IsConnection(receiver) && IsMeant(method) ? new ClosingCall(call, receiver, closes ? role.HasFlag(ApiRole.Cleanup) : ClosingWords.LettingGo.Contains(verb!))
                : null;
        }

        // A helper such as CloseQuietly(stream).
        var closed = verb is null || !method.IsStatic ? null : call.Arguments.Select(one => one.Value.Unwrap()).FirstOrDefault(_subjects.IsConnection);
        return closed is null ? null : new ClosingCall(call, closed, LetsGo: true);
    }

    /// <summary>The last bytes on a connection: part of closing it where it is closed, and mere traffic elsewhere.</summary>
    public ClosingCall? FindFlush(IInvocationOperation call) =>
        call.TargetMethod.Name is "Flush" or "FlushAsync" && call.Receiver() is { } receiver && !IsOwn(receiver) && _subjects.IsConnection(receiver)
            ? new ClosingCall(call, receiver, LetsGo: false)
            : null;

    /// <summary>Whether a call belongs to a cleanup without closing a connection: letting go of other things, flushing, waiting for a loop, tests, options, logs, events.</summary>
    public bool IsBeside(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var role = _apis.RoleOf(method, call.Receiver()?.Type);
        return role.HasFlag(ApiRole.Cleanup)
            || role == ApiRole.View
            || BesideWords.IsBeside(method)
            || Reporting.Loggers.IsLog(call, SettingsFor(call).LogMethods)
            || (role == ApiRole.None && call.Instance is { } instance && !IsOwn(instance) && _apis.Knows(method.ContainingType))
            || (MayClose(call) && _methods.Closes(method, _cancellationToken));
    }

    /// <summary>Whether a call can fail in closing so that what stands after it is skipped.</summary>
    public bool CanFail(ClosingCall closing) =>
        (_apis.RoleOf(closing.Call.TargetMethod, closing.Target?.Type) & (ApiRole.Goodbye | ApiRole.Throws)) != 0 || !closing.LetsGo;

    private static bool IsOwn(IOperation receiver) => receiver is IInstanceReferenceOperation;

    /// <summary>A window that owns a connection does not close it in <c>Form.Close</c>: the method must be of a connection, or written here.</summary>
    private bool IsMeant(IMethodSymbol method) =>
        !(method.ReducedFrom ?? method).DeclaringSyntaxReferences.IsEmpty
        || method.IsExtensionMethod
        || method.ContainingType is not { TypeKind: TypeKind.Class } declaring
        || _subjects.MayBeConnection(declaring);

    /// <summary>A method of one's own or of the base: what its body says counts, and its name only where it has none here.</summary>
    private ClosingCall? FindOwn(IInvocationOperation call, IOperation receiver, string? verb) =>
        verb is not null && (call.TargetMethod.IsAbstract || call.TargetMethod.DeclaringSyntaxReferences.IsEmpty) && _subjects.IsConnection(receiver.Type) && IsMeant(call.TargetMethod)
            ? new ClosingCall(call, null, ClosingWords.LettingGo.Contains(verb))
            : null;
}
