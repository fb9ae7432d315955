import { useSignal, useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { RequestDetail } from "../src/page/page-data.js";
import { loadDetail } from "./api.js";
import { Body } from "./body.js";
import { CopyTab } from "./copy-tab.js";
import { Document } from "./document.js";
import { durationText, nameText, statusClass, statusText } from "./format.js";
import { NamedValues } from "./named-values.js";
import { SignatureTab } from "./signature-tab.js";
import { compared, kept, rows, selected, tellError, toggleKept } from "./state.js";
import { Tabs } from "./tabs.js";

export function Details({ id }: { id: number }) {
  const detail = useSignal<RequestDetail | undefined>(undefined);
  const reveal = useSignal(false);
  const loadedState = useRef("");
  // Loaded again when the request gets its answer, or more events.
  useSignalEffect(() => {
    const row = rows.value.get(id);
    const revealed = reveal.value;
    if (row === undefined) return;
    const state = `${row.isSettled} ${row.status} ${row.events} ${revealed}`;
    if (loadedState.current === state) return;
    loadedState.current = state;
    loadDetail(id, revealed).then((loaded) => {
      detail.value = loaded;
    }, tellError);
  });
  const shown = detail.value;
  if (shown === undefined) return <section class="details empty" aria-label="Details" aria-busy="true" />;
  const { row } = shown;
  return (
    <section class="details" aria-label="Details">
      <header>
        <button type="button" class="back" onClick={() => (selected.value = undefined)}>
          ← Requests
        </button>
        <h2>
          {row.service ?? "unknown service"} {nameText(row)}{" "}
          <span class={statusClass(row)}>{statusText(row)}</span>
        </h2>
        <p class="quiet">
          request {row.id}
          {row.attempt > 1 && `, attempt ${row.attempt}`}
          {row.duration !== undefined && `, ${durationText(row.duration)}`}
          {shown.protocol !== undefined && `, ${shown.protocol}`}
          {`, HTTP/${shown.httpVersion}`}
        </p>
        <p class="buttons">
          <button type="button" aria-pressed={kept.value.has(id)} onClick={() => toggleKept(id)}>
            Keep
          </button>
          <button
            type="button"
            aria-pressed={compared.value === id}
            onClick={() => (compared.value = compared.value === id ? undefined : id)}
          >
            {compared.value === id ? "Now choose another" : "Compare"}
          </button>
          {shown.hasSecrets && (
            <button type="button" aria-pressed={reveal.value} onClick={() => (reveal.value = !reveal.value)}>
              {reveal.value ? "Hide secrets" : "Show secrets"}
            </button>
          )}
        </p>
        {shown.problem !== undefined && (
          <p class="bad" role="note">
            {shown.problem.code}: {shown.problem.message}
          </p>
        )}
      </header>
      <Tabs
        tabs={[
          {
            id: "parameters",
            label: "Parameters",
            content: () => <Parameters detail={shown} onReveal={() => (reveal.value = true)} />,
          },
          {
            id: "headers",
            label: "Headers",
            content: () => <Headers detail={shown} onReveal={() => (reveal.value = true)} />,
          },
          {
            id: "body",
            label: "Body",
            content: () => <Bodies detail={shown} onReveal={() => (reveal.value = true)} />,
          },
          {
            id: "signature",
            label: "Signature",
            isBad: row.signature === "invalid",
            content: () => <SignatureTab signature={shown.signature} />,
          },
          ...(shown.events.length === 0
            ? []
            : [{ id: "events", label: `Events (${row.events})`, content: () => <Events detail={shown} /> }]),
          {
            id: "answer",
            label: "Answer",
            content: () => <Answer detail={shown} onReveal={() => (reveal.value = true)} />,
          },
          { id: "copy", label: "Copy", content: () => <CopyTab id={id} /> },
        ]}
      />
    </section>
  );
}

interface PartProps {
  readonly detail: RequestDetail;
  readonly onReveal: () => void;
}

function Parameters({ detail: { parameters, checksums }, onReveal }: PartProps) {
  return (
    <>
      {parameters.problem === undefined ? (
        <Document shown={parameters} onReveal={onReveal} />
      ) : (
        <p class="quiet">{parameters.problem}</p>
      )}
      {checksums.length > 0 && (
        <>
          <h3>Checksums</h3>
          <ul>
            {checksums.map(({ name, location, valid, declared, actual }) => (
              <li key={name}>
                <code>{name}</code> ({location}):{" "}
                {valid ? (
                  <span class="good">right</span>
                ) : (
                  <span class="bad">
                    wrong: it says {declared}, the body has {actual}
                  </span>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Headers({ detail, onReveal }: PartProps) {
  return (
    <>
      <p class="url">
        <code>
          {detail.row.method} {detail.url}
        </code>
      </p>
      <NamedValues title="Query" values={detail.query} onReveal={onReveal} />
      <NamedValues
        title="Headers"
        note="✓ marks what the signature covers"
        values={detail.headers}
        onReveal={onReveal}
      />
      <NamedValues title="Trailers" values={detail.trailers} onReveal={onReveal} />
      {detail.forwarded !== undefined && (
        <>
          <h3>Passed on as</h3>
          <p class="url">
            <code>{detail.forwarded.title}</code>
          </p>
          <NamedValues title="Headers" values={detail.forwarded.headers} onReveal={onReveal} />
        </>
      )}
    </>
  );
}

function Bodies({ detail, onReveal }: PartProps) {
  const { row, body, wireBody, contentEncoding } = detail;
  return (
    <>
      <Body
        title="Body"
        body={body}
        download={`api/requests/${row.id}/body?part=request`}
        onReveal={onReveal}
      />
      {wireBody !== undefined && (
        <Body
          title={`As it was sent (${contentEncoding ?? "framed"})`}
          body={wireBody}
          download={`api/requests/${row.id}/body?part=wire`}
          onReveal={onReveal}
        />
      )}
    </>
  );
}

function Events({ detail: { events } }: { detail: RequestDetail }) {
  return (
    <>
      {events.map((event) => (
        <details key={event.time} class="event">
          <summary>
            {event.type ?? "(end of the stream)"} <span class="quiet">{event.body.bytes} bytes</span>{" "}
            <span
              class={event.signature === "valid" ? "good" : event.signature === "invalid" ? "bad" : "quiet"}
            >
              signature {event.signature}
            </span>
          </summary>
          <NamedValues title="Headers" values={event.headers} onReveal={() => undefined} />
          <Body title="Payload" body={event.body} download={undefined} onReveal={() => undefined} />
        </details>
      ))}
    </>
  );
}

function Answer({ detail: { response, row }, onReveal }: PartProps) {
  if (response === undefined) {
    return <p class="quiet">{row.isSettled ? "It got no answer." : "It has no answer yet."}</p>;
  }
  return (
    <>
      <p>
        <span class={statusClass(row)}>{response.title}</span>
      </p>
      {response.document !== undefined && <Document shown={response.document} onReveal={onReveal} />}
      <NamedValues title="Headers" values={response.headers} onReveal={onReveal} />
      <Body
        title="Body"
        body={response.body}
        download={`api/requests/${row.id}/body?part=response`}
        onReveal={onReveal}
      />
    </>
  );
}
