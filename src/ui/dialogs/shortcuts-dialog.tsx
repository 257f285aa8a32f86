import { useMessages } from '../messages.tsx';
import { Modal } from './modal.tsx';

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const { shortcuts } = useMessages();
  return (
    <Modal title={shortcuts.title} onClose={onClose}>
      <table>
        <tbody>
          {shortcuts.rows.map(([keys, does]) => (
            <tr key={keys}>
              <th scope="row">
                <kbd>{keys}</kbd>
              </th>
              <td>{does}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  );
}
