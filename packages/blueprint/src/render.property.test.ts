import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { checkService, parseService, serviceDocument } from '@slipway/model';
import { renderContext } from './context';
import { acceptedServices } from './__testUtils__/services';
import { testBundle } from './__testUtils__/testBundle';
import { evaluateOverlay } from './kustomize';
import { resourcesOf } from './parts/workload/resources';
import { renderService } from './render';
import { validateTree } from './validate';

/** Services that fit the test platform; those that do not are told why, in other tests. */
const fitting = acceptedServices.filter(
  service => renderService(service, testBundle).findings.length === 0,
);

function read(text: string, version: '1.1' | '1.2'): unknown[] {
  const documents = parseAllDocuments(text, { version });
  return (Array.isArray(documents) ? documents : []).map(document => ({
    errors: document.errors,
    value: document.toJS(),
  }));
}

describe('any accepted service', () => {
  it('renders to a tree without findings', () => {
    fc.assert(
      fc.property(fitting, service => {
        const { tree } = renderService(service, testBundle);
        expect(validateTree(tree, testBundle)).toEqual([]);
      }),
    );
  });

  it('renders to the same bytes again, also from its own slipway.yaml', () => {
    fc.assert(
      fc.property(fitting, service => {
        const { tree } = renderService(service, testBundle);
        const again = parseService(tree['slipway.yaml'].content);
        expect(again.findings).toEqual([]);
        expect(JSON.stringify(renderService(again.service!, testBundle))).toBe(
          JSON.stringify(renderService(service, testBundle)),
        );
      }),
    );
  });

  it('has the same YAML for readers of 1.1 and of 1.2', () => {
    fc.assert(
      fc.property(fitting, service => {
        const { tree } = renderService(service, testBundle);
        // GitHub reads 1.2, where `on` is a word.
        const texts = Object.entries(tree)
          .filter(([path]) => /^(?!\.github).*\.ya?ml$/.test(path))
          .map(([, { content }]) => content);
        expect(texts.map(text => read(text, '1.1'))).toEqual(
          texts.map(text => read(text, '1.2')),
        );
      }),
    );
  });

  it("gives each container the environment's variables, letter by letter", () => {
    fc.assert(
      fc.property(fitting, service => {
        const { tree } = renderService(service, testBundle);
        for (const environment of renderContext(service, testBundle)
          .environments) {
          const objects = evaluateOverlay(
            tree,
            `deploy/overlays/${environment.name}`,
          );
          for (const workload of environment.workloads) {
            const found = objects.find(
              ({ kind, metadata }) =>
                kind === 'Deployment' && metadata.name === workload.objectName,
            ) as any;
            const [container] = found.spec.template.spec.containers;
            expect(
              container.env
                .map((e: { name: string; value: string }) => [e.name, e.value])
                .sort(),
            ).toEqual(
              [
                ...Object.entries(workload.env),
                ['PORT', String(workload.port)],
              ].sort(),
            );
            expect(found.spec.replicas).toBe(workload.replicas);
            expect(container.resources).toEqual(
              resourcesOf(workload.resources),
            );
          }
        }
      }),
    );
  });

  it('keeps its spec through the document that it is written as', () => {
    fc.assert(
      fc.property(acceptedServices, service => {
        expect(checkService(serviceDocument(service)).service).toEqual(service);
      }),
    );
  });
});
